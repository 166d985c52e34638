using Vegetation.Core.Geography;
using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;
using Vegetation.Functions.Searching;

namespace Vegetation.Functions.Planning;

/// <summary>The expected land tiles of an area, each with its state in a plan: no tile is missing without a reason.</summary>
internal static class ExpectedTiles
{
    /// <summary>No reason for a gap: the tile has its work unit.</summary>
    public const string Taken = "taken";

    /// <returns>The tiles by reason. A tile whose scenes have several reasons is listed under that of the scene closest to being
    /// selected.</returns>
    public static SortedDictionary<string, IReadOnlyList<string>> Of(Request request, SceneSelection selection, SearchResult search)
    {
        var area = new AreaGeometry(request.Area);
        var reasons = Reasons(selection, search);
        var expected = LandTiles.All.Where(area.Touches).Select(t => t.ToString());
        return new(
            expected.GroupBy(t => reasons.GetValueOrDefault(t, GapReason.NoAcquisition.Name))
                .ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g]),
            StringComparer.Ordinal);
    }

    /// <summary>From the reason furthest from being selected to the closest, each replacing those before.</summary>
    static Dictionary<string, string> Reasons(SceneSelection selection, SearchResult search)
    {
        var reasons = new Dictionary<string, string>(StringComparer.Ordinal);
        Set(search.LeftOut.Select(p => p.Tile), GapReason.Outside.Name);
        Set(search.UnreadableTiles, GapReason.Unreadable.Name);
        foreach (var reason in new[] { GapReason.TooCloudy.Name, GapReason.HardlyClear.Name, GapReason.BeyondMaxScenes.Name })
            Set(selection.Rejected.Where(p => p.Reason == reason).Select(p => p.Tile), reason);
        Set(selection.Taken.Select(c => c.Tile), Taken);
        return reasons;

        void Set(IEnumerable<string> tiles, string reason)
        {
            foreach (var tile in tiles) reasons[tile] = reason;
        }
    }
}
