using System.Globalization;
using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;
using Vegetation.Products.Shapes;
using Position = Vegetation.Core.Geography.Position;

namespace Vegetation.Functions.Planning;

/// <summary>Whether pixels can be told to lie in a geometry: polygons in degrees that are valid and not empty.</summary>
internal static class ZoneCheck
{
    const int FewestPositions = 4;

    static readonly GeometryFactory Factory = new();

    /// <param name="area">That of the run: what lies far from it may lie in it with swapped axes. Null does not look.</param>
    /// <returns>The polygons, or why they cannot be a zone.</returns>
    public static (IReadOnlyList<AreaPolygon>? Polygons, string? Reason) Of(JsonElement geometry, Area? area)
    {
        try
        {
            return Checked(geometry, area);
        }
        catch (InvalidOperationException) // a type that is no UTF-8
        {
            return (null, "holds text that is not UTF-8");
        }
    }

    static (IReadOnlyList<AreaPolygon>? Polygons, string? Reason) Checked(JsonElement geometry, Area? area)
    {
        if (geometry.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return (null, "has no geometry");
        if (GeoJson.Polygons(geometry) is not { } polygons)
            return (null, $"got {Kind(geometry)}; expected a Polygon or MultiPolygon of positions [longitude, latitude]");
        var rings = polygons.SelectMany(polygon => polygon.Rings);
        var problem = OfRings(polygons) ?? rings.Select(OfRing).FirstOrDefault(ring => ring is not null) ?? OfShape(polygons)
            ?? (area is null ? null : OfPlace(new Area(polygons).Bounds, area.Bounds));
        return problem is null ? (polygons, null) : (null, problem);
    }

    static string? OfRings(IReadOnlyList<AreaPolygon> polygons) =>
        polygons.Count == 0 || polygons.Any(polygon => polygon.Rings.Count == 0) ? "is empty; expected at least one ring" : null;

    static string? OfRing(IReadOnlyList<Position> ring) =>
        ring.Count < FewestPositions ? Invariant($"has a ring of {ring.Count} positions; expected at least {FewestPositions}")
        : ring[0] != ring[^1] ? "has a ring that does not end where it starts"
        : ring.Select(OfPosition).FirstOrDefault(problem => problem is not null)
            ?? (Antimeridian.Ambiguous(ring) is { } edge
                ? Invariant($"has an edge from longitude {edge.From.Longitude} to {edge.To.Longitude}; expected at most 180 degrees: ")
                    + "write 177 to 181 to cross the antimeridian"
                : null);

    static string? OfPosition(Position position)
    {
        if (PositionAdvice.IsInDegrees(position)) return null;
        var (got, guess) = PositionAdvice.Of(position);
        return $"got {got}; expected [longitude, latitude] in degrees{(guess is null ? "" : $": {guess}")}";
    }

    static string? OfShape(IReadOnlyList<AreaPolygon> polygons)
    {
        var check = new IsValidOp(Factory.CreateMultiPolygon([.. polygons.Select(polygon => TileGeometry.Polygon(polygon.Rings))]));
        if (!check.IsValid)
            return Invariant($"is not valid at [{check.ValidationError.Coordinate.X}, {check.ValidationError.Coordinate.Y}]: ")
                + check.ValidationError.Message;
        return polygons.All(polygon => Antimeridian.DoubleArea(polygon.Rings[0]) == 0) ? "has no area" : null;
    }

    /// <summary>
    /// Wider than a turn it overlaps itself. Farther from the area than its tiles reach it has no pixel: if it would lie there with swapped
    /// axes, they are.
    /// </summary>
    static string? OfPlace(
        (double West, double South, double East, double North) zone, (double West, double South, double East, double North) area)
    {
        if (zone.East - zone.West > 360) return Invariant($"spans {zone.East - zone.West} degrees of longitude; expected at most 360");
        var isThereSwapped = Meets(zone.South, zone.North, area.West, area.East) && Meets(zone.West, zone.East, area.South, area.North);
        return isThereSwapped && !IsNear(zone, area)
            ? "lies outside the area, but inside it if latitude and longitude are swapped; expected [longitude, latitude]" : null;
    }

    /// <summary>Whether a zone may have pixels of the tiles of an area, by the boxes of both.</summary>
    public static bool IsNear(
        (double West, double South, double East, double North) zone, (double West, double South, double East, double North) area)
    {
        const double tile = 2; // degrees; 11 at 80 N, where no swapped latitude is one
        return Meets(zone.South, zone.North, area.South - tile, area.North + tile)
            && new[] { -360, 0, 360 }.Any(turn => Meets(zone.West + turn, zone.East + turn, area.West - tile, area.East + tile));
    }

    static bool Meets(double from, double to, double start, double end) => from <= end && to >= start;

    static string Kind(JsonElement geometry) =>
        geometry.ValueKind == JsonValueKind.Object && geometry.TryGetProperty("type", out var type)
            && type.ValueKind == JsonValueKind.String ? $"a {Quote.Shortly(type.GetString()!)}" : Quote.Shortly(geometry);

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
