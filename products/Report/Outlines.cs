using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.Simplify;
using Vegetation.Products.Ledger;

namespace Vegetation.Products.Report;

/// <summary>
/// Footprints as the page draws them: rings in steps of 1/4096 of the map's longer side, from its upper left corner, points that make no step's difference left
/// out. A ring is [x, y, dx, dy, dx, dy ...] without its last point, which is its first. Those beyond the antimeridian are turned to where the map shows them.
/// </summary>
sealed class Outlines(MapExtent map)
{
    const int Steps = 4096;

    static readonly double[] Turns = [-360, 0, 360];

    readonly double step = Math.Max(map.East - map.West, map.North - map.South) / Steps;

    public IReadOnlyList<int[]> Of(JsonElement? footprint) => [.. Rings(footprint).SelectMany(Turned).Select(Write).OfType<int[]>()];

    /// <summary>The outer rings; empty unless it is a polygon.</summary>
    static IEnumerable<JsonElement> Rings(JsonElement? footprint)
    {
        if (footprint is not { ValueKind: JsonValueKind.Object } shape || !shape.TryGetProperty("coordinates", out var coordinates)) return [];
        return shape.GetProperty("type").GetString() switch
        {
            "Polygon" => [coordinates[0]],
            "MultiPolygon" => coordinates.EnumerateArray().Select(polygon => polygon[0]),
            _ => [],
        };
    }

    IEnumerable<Coordinate[]> Turned(JsonElement ring)
    {
        var points = ring.EnumerateArray().Select(p => (X: p[0].GetDouble(), Y: p[1].GetDouble())).ToList();
        var (west, east) = (points.Min(p => p.X), points.Max(p => p.X));
        foreach (var turn in Turns)
            if (west + turn < map.East && east + turn > map.West)
                yield return [.. points.Select(p => new Coordinate(Math.Round((p.X + turn - map.West) / step), Math.Round((map.North - p.Y) / step)))];
    }

    /// <returns>Null where the outline is smaller than a step.</returns>
    static int[]? Write(Coordinate[] ring)
    {
        var points = DouglasPeuckerLineSimplifier.Simplify(ring, 1);
        if (points.Length < 4) return null;
        var numbers = new List<int>();
        var (x, y) = (0, 0);
        foreach (var point in points.AsSpan(0, points.Length - 1))
        {
            numbers.Add((int)point.X - x);
            numbers.Add((int)point.Y - y);
            (x, y) = ((int)point.X, (int)point.Y);
        }
        return [.. numbers];
    }
}
