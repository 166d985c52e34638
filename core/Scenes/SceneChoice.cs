using Vegetation.Core.Requests;

namespace Vegetation.Core.Scenes;

/// <summary>A scene that was found and not taken, and why.</summary>
public sealed record PassedOver(string SceneId, string Tile, string Reason);

/// <summary>The scenes taken, by tile and then id, and those passed over.</summary>
public sealed record SceneChoice(IReadOnlyList<Scene> Taken, IReadOnlyList<PassedOver> PassedOver)
{
    /// <summary>Chooses per tile; the order in which scenes were found matters to <see cref="Selection.First"/> only.</summary>
    public static SceneChoice From(IEnumerable<Scene> found, Selection selection, int? maxScenes)
    {
        var taken = new List<Scene>();
        var passedOver = new List<PassedOver>();
        foreach (var tile in Unique(found, passedOver).GroupBy(s => s.Tile).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var ranked = Rank(tile, selection).ToList();
            var count = selection == Selection.All ? ranked.Count : 1;
            taken.AddRange(ranked.Take(count));
            passedOver.AddRange(ranked.Skip(count).Select(s => new PassedOver(s.Id, s.Tile, Reason(s, ranked[0], selection))));
        }
        var limit = Math.Min(maxScenes ?? taken.Count, taken.Count);
        passedOver.AddRange(taken.Skip(limit).Select(s => new PassedOver(s.Id, s.Tile, "beyond maxScenes")));
        return new SceneChoice(taken[..limit], passedOver);
    }

    static IEnumerable<Scene> Unique(IEnumerable<Scene> found, List<PassedOver> passedOver)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var scene in found)
            if (seen.Add(scene.Id)) yield return scene;
            else passedOver.Add(new PassedOver(scene.Id, scene.Tile, "duplicate"));
    }

    /// <summary>A total order: clear share, then the newer, then the id that sorts last (a later sequence number, or collection 1).</summary>
    static IEnumerable<Scene> Rank(IEnumerable<Scene> scenes, Selection selection) => selection == Selection.First
        ? scenes
        : scenes.OrderByDescending(s => s.ClearShare).ThenByDescending(s => s.Sensed).ThenByDescending(s => s.Id, StringComparer.Ordinal);

    static string Reason(Scene scene, Scene winner, Selection selection) =>
        selection == Selection.First ? "not the first" : scene.ClearShare < winner.ClearShare ? $"less clear than {winner.Id}" : $"older than {winner.Id}";
}
