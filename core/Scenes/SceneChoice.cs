using Vegetation.Core.Requests;

namespace Vegetation.Core.Scenes;

/// <summary>The captures taken, by tile and then by rank, and the scenes passed over.</summary>
public sealed record SceneChoice(IReadOnlyList<Capture> Taken, IReadOnlyList<PassedOver> PassedOver)
{
    /// <summary>
    /// Chooses tile by tile. The clearest, and all, are chosen among captures, granules of one being merged; the first among scenes as they were found,
    /// which is the only use that is made of their order.
    /// </summary>
    public static SceneChoice From(IEnumerable<Candidate> found, Request request)
    {
        var taken = new List<Capture>();
        var passedOver = new List<PassedOver>();
        foreach (var tile in Unique(found, passedOver).GroupBy(s => s.Tile).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var ranked = Rank(Clear(Captures(tile, request.Selection, passedOver), request.MaxCloudCover, passedOver), request.Selection).ToList();
            var count = request.Selection == Selection.All ? ranked.Count : Math.Min(1, ranked.Count);
            taken.AddRange(ranked.Take(count));
            foreach (var capture in ranked.Skip(count)) Leave(capture, Reason(capture, ranked[0], request.Selection), ranked[0].Main.Id, passedOver);
        }
        var limit = Math.Min(request.MaxScenes ?? taken.Count, taken.Count);
        foreach (var capture in taken.Skip(limit)) Leave(capture, Scenes.PassedOver.BeyondMaxScenes, null, passedOver);
        return new SceneChoice(taken[..limit], passedOver);
    }

    static IEnumerable<Candidate> Unique(IEnumerable<Candidate> found, List<PassedOver> passedOver)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var scene in found)
            if (seen.Add(scene.Id)) yield return scene;
            else passedOver.Add(new PassedOver(scene.Id, scene.Tile, Scenes.PassedOver.Duplicate));
    }

    static IEnumerable<Capture> Captures(IEnumerable<Candidate> tile, Selection selection, List<PassedOver> passedOver) => selection == Selection.First
        ? tile.Select(scene => new Capture([scene]))
        : tile.GroupBy(s => s.Capture).Select(capture => Capture.Of(capture, passedOver));

    static IEnumerable<Capture> Clear(IEnumerable<Capture> captures, double maxCloudCover, List<PassedOver> passedOver)
    {
        foreach (var capture in captures)
            if (capture.CloudCover <= maxCloudCover) yield return capture;
            else Leave(capture, Scenes.PassedOver.TooCloudy, null, passedOver);
    }

    /// <summary>A total order: clear share, then the newer, then the id that sorts last (a later sequence number, or collection 1).</summary>
    static IEnumerable<Capture> Rank(IEnumerable<Capture> captures, Selection selection) => selection == Selection.First
        ? captures
        : captures.OrderByDescending(c => c.ClearShare).ThenByDescending(c => c.Main.Sensed).ThenByDescending(c => c.Main.Id, StringComparer.Ordinal);

    static string Reason(Capture capture, Capture winner, Selection selection)
    {
        if (selection == Selection.First) return Scenes.PassedOver.NotTheFirst;
        if (capture.ClearShare < winner.ClearShare) return Scenes.PassedOver.LessClear;
        return capture.Main.Sensed < winner.Main.Sensed ? Scenes.PassedOver.Older : Scenes.PassedOver.Equal;
    }

    static void Leave(Capture capture, string reason, string? winner, List<PassedOver> passedOver) =>
        passedOver.AddRange(capture.Granules.Select(g => new PassedOver(g.Id, g.Tile, reason, winner)));
}
