using Vegetation.Core.Composites;
using Vegetation.Core.Requests;

namespace Vegetation.Core.Scenes;

/// <summary>The selected acquisitions, by tile and then by rank, and the rejected scenes.</summary>
public sealed record SceneSelection(IReadOnlyList<Acquisition> Taken, IReadOnlyList<RejectedScene> Rejected)
{
    /// <summary>
    /// Chooses tile by tile. The clearest, and all, are chosen among acquisitions, granules of one being merged; the first among scenes as
    /// they were found, which is the only use that is made of their order.
    /// </summary>
    public static SceneSelection From(IEnumerable<Candidate> found, Request request)
    {
        var taken = new List<Acquisition>();
        var rejected = new List<RejectedScene>();
        foreach (var tile in Unique(found, rejected).GroupBy(s => s.Tile).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var ranked = Rank(Clear(Acquisitions(tile, request.Selection, rejected), request, rejected), request.Selection).ToList();
            var most = request.Composite != CompositeRule.None ? Compositing.MostAcquisitions : int.MaxValue;
            var count = Math.Min(request.Selection == SelectionRule.All ? most : 1, ranked.Count);
            taken.AddRange(ranked.Take(count));
            foreach (var acquisition in ranked.Skip(count))
                Leave(acquisition, Reason(acquisition, ranked[0], request.Selection), ranked[0].Primary.Id, rejected);
        }
        var limit = Math.Min(request.MaxScenes ?? taken.Count, taken.Count);
        foreach (var acquisition in taken.Skip(limit)) Leave(acquisition, GapReason.BeyondMaxScenes, null, rejected);
        return new SceneSelection(taken[..limit], rejected);
    }

    static IEnumerable<Candidate> Unique(IEnumerable<Candidate> found, List<RejectedScene> rejected)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var scene in found)
            if (seen.Add(scene.Id)) yield return scene;
            else rejected.Add(RejectedScene.Of(scene, GapReason.Duplicate));
    }

    static IEnumerable<Acquisition> Acquisitions(IEnumerable<Candidate> tile, SelectionRule selection, List<RejectedScene> rejected) =>
        selection == SelectionRule.First
        ? tile.Select(scene => new Acquisition([scene]))
        : tile.GroupBy(s => s.Acquisition).Select(acquisition => Acquisition.Of(acquisition, rejected));

    /// <summary>What a composite takes of a cloudy acquisition is clear, so that its clear share counts, and not its clouds.</summary>
    static IEnumerable<Acquisition> Clear(IEnumerable<Acquisition> acquisitions, Request request, List<RejectedScene> rejected)
    {
        foreach (var acquisition in acquisitions)
            if (acquisition.CloudCover > request.MaxCloudCover) Leave(acquisition, GapReason.TooCloudy, null, rejected);
            else if (request.Composite != CompositeRule.None && acquisition.ClearShare < Compositing.LeastClearShare)
                Leave(acquisition, GapReason.HardlyClear, null, rejected);
            else yield return acquisition;
    }

    /// <summary>
    /// A total order: clear share, then the newer, then the id that sorts last (a later sequence number, or collection 1).
    /// </summary>
    static IEnumerable<Acquisition> Rank(IEnumerable<Acquisition> acquisitions, SelectionRule selection) => selection == SelectionRule.First
        ? acquisitions
        : acquisitions.OrderByDescending(c => c.ClearShare).ThenByDescending(c => c.Primary.Sensed)
            .ThenByDescending(c => c.Primary.Id, StringComparer.Ordinal);

    static GapReason Reason(Acquisition acquisition, Acquisition winner, SelectionRule selection)
    {
        if (selection == SelectionRule.First) return GapReason.NotTheFirst;
        if (selection == SelectionRule.All) return GapReason.AcquisitionLimit;
        if (acquisition.ClearShare < winner.ClearShare) return GapReason.LessClear;
        return acquisition.Primary.Sensed < winner.Primary.Sensed ? GapReason.Older : GapReason.Equal;
    }

    static void Leave(Acquisition acquisition, GapReason reason, string? winner, List<RejectedScene> rejected) =>
        rejected.AddRange(acquisition.Granules.Select(g => RejectedScene.Of(g, reason, winner)));
}
