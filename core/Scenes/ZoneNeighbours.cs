using Vegetation.Core.Geography;

namespace Vegetation.Core.Scenes;

/// <summary>Finds the tiles of other UTM zones that overlap the scenes of a run: at zone borders pixels have to be shared out.</summary>
public sealed class ZoneNeighbours(IEnumerable<Candidate> scenes)
{
    readonly ILookup<int, (Tile Tile, double[]? Bounds)> byZone = scenes.GroupBy(s => s.Tile)
        .Select(tile => (Tile: Tile.Parse(tile.Key), Bounds: tile.Select(s => s.Bounds).Aggregate(Union))).ToLookup(t => t.Tile.Zone);

    /// <returns>Tiles by name, each once. A scene whose bounds are not known counts as overlapping within its latitude band.</returns>
    public IReadOnlyList<string> Of(Candidate scene)
    {
        var own = Tile.Parse(scene.Tile);
        return [.. Zones(own).SelectMany(zone => byZone[zone]).Where(other => Overlap(own, scene.Bounds, other.Tile, other.Bounds))
            .Select(other => other.Tile.ToString()).Order(StringComparer.Ordinal)];
    }

    /// <summary>The next zones on both sides; in band X (Svalbard) zones 32, 34 and 36 do not exist.</summary>
    static IEnumerable<int> Zones(Tile tile)
    {
        int[] steps = tile.Band == 'X' ? [-2, -1, 1, 2] : [-1, 1];
        return steps.Select(step => (tile.Zone - 1 + step + 60) % 60 + 1);
    }

    static double[]? Union(double[]? one, double[]? other) => one is null || other is null ? null : Join(one, Beside(one, other));

    static double[] Join(double[] one, double[] other) =>
        [Math.Min(one[0], other[0]), Math.Min(one[1], other[1]), Math.Max(one[2], other[2]), Math.Max(one[3], other[3])];

    static bool Overlap(Tile one, double[]? oneBounds, Tile other, double[]? otherBounds) =>
        oneBounds is null || otherBounds is null
            ? Math.Abs(MgrsSquare.BandNumber(one) - MgrsSquare.BandNumber(other)) <= 1
            : Overlap(oneBounds, Beside(oneBounds, otherBounds));

    static bool Overlap(double[] one, double[] other) =>
        one[0] <= other[2] && other[0] <= one[2] && one[1] <= other[3] && other[1] <= one[3];

    /// <summary>
    /// The other box by the whole turn that brings it nearest to the first: at the antimeridian catalogs write boxes from either side, and
    /// past 180.
    /// </summary>
    static double[] Beside(double[] box, double[] other)
    {
        var turn = 360 * Math.Round((box[0] + box[2] - other[0] - other[2]) / 720);
        return [other[0] + turn, other[1], other[2] + turn, other[3]];
    }
}
