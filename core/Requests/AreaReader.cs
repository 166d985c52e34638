using System.Globalization;
using System.Text.Json;
using Vegetation.Core.Geography;

namespace Vegetation.Core.Requests;

/// <summary>Reads the field <c>area</c>: a box, a GeoJSON Polygon or MultiPolygon, or the Feature or Features that hold them.</summary>
static class AreaReader
{
    const string AllowedBox =
        "[west, south, east, north] in degrees with longitudes in -180..180, latitudes in -90..90 and south below north";

    const string Allowed =
        "a GeoJSON Polygon, MultiPolygon, Feature or FeatureCollection of these whose edges span at most 180 degrees (write 177 to 181 to "
        + "cross the antimeridian, and put a point between where an edge is longer), or " + AllowedBox;

    public static Area? Read(JsonElement value, List<FieldError> errors)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.Array => ReadBox(value),
                JsonValueKind.Object => ReadGeometry(value),
                _ => throw new FormatException(Quote.Shortly(value)),
            };
        }
        catch (Exception e) when (IsWrongShape(e))
        {
            errors.Add(new FieldError("area", e is FormatException ? e.Message : Quote.Shortly(value),
                value.ValueKind == JsonValueKind.Array ? AllowedBox : Allowed));
            return null;
        }
    }

    static Area ReadBox(JsonElement value)
    {
        var numbers = value.EnumerateArray().Select(n => n.GetDouble()).ToArray();
        if (numbers is not [var west, var south, var east, var north]) throw new FormatException($"{numbers.Length} numbers");
        _ = Checked(west, south, isTyped: true);
        _ = Checked(east, north, isTyped: true);
        if (south > north)
        {
            var (left, right) = west - east is > 0 and < 180 ? (east, west) : (west, east); // else it crosses the antimeridian
            throw new FormatException($"{Quote.Shortly(value)}, whose south lies above its north (did you mean "
                + string.Create(CultureInfo.InvariantCulture, $"[{left},{north},{right},{south}]?)"));
        }
        if (south == north || west == east || (west, east) is (180, -180))
            throw new FormatException($"an empty box {Quote.Shortly(value)}");
        return Area.FromBox(west, south, east, north);
    }

    static Area ReadGeometry(JsonElement value)
    {
        List<AreaPolygon> polygons = [.. PolygonsOf(value)];
        return polygons.Count > 0 ? new Area([.. polygons.SelectMany(Antimeridian.Split)])
            : throw new FormatException("a MultiPolygon without polygons");
    }

    static IEnumerable<AreaPolygon> PolygonsOf(JsonElement value) => value.GetProperty("type").GetString() switch
    {
        "Feature" when !value.TryGetProperty("geometry", out var none) || none.ValueKind == JsonValueKind.Null =>
            throw new FormatException("a Feature without a geometry"),
        "Feature" => PolygonsOf(value.GetProperty("geometry")),
        "FeatureCollection" => OfFeatures(value.GetProperty("features")),
        "Polygon" or "MultiPolygon" => Checked(GeoJson.Polygons(value) ?? throw new FormatException(Quote.Shortly(value))),
        var other => throw new FormatException($"a GeoJSON {Quote.Shortly(other ?? "null")}"),
    };

    /// <summary>Of all features: what lies in one of them lies in the area, once where they overlap.</summary>
    static List<AreaPolygon> OfFeatures(JsonElement features)
    {
        var (polygons, count) = (new List<AreaPolygon>(), features.GetArrayLength());
        if (count == 0) throw new FormatException("a FeatureCollection without features");
        foreach (var (index, feature) in features.EnumerateArray().Index())
        {
            try { polygons.AddRange(PolygonsOf(feature)); }
            catch (Exception e) when (IsWrongShape(e))
            {
                var problem = e is FormatException ? e.Message : Quote.Shortly(feature);
                throw new FormatException(FormattableString.Invariant($"in feature {index + 1} of {count} {problem}"));
            }
        }
        return polygons;
    }

    static bool IsWrongShape(Exception e) =>
        e is FormatException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException;

    static IReadOnlyList<AreaPolygon> Checked(IReadOnlyList<AreaPolygon> polygons)
    {
        foreach (var polygon in polygons) Check(polygon);
        return polygons;
    }

    static void Check(AreaPolygon polygon)
    {
        if (polygon.Rings.Count == 0) throw new FormatException("a Polygon without rings");
        foreach (var ring in polygon.Rings) Check(ring);
    }

    static void Check(IReadOnlyList<Position> ring)
    {
        foreach (var (longitude, latitude) in ring) _ = Checked(longitude, latitude, farthest: 360);
        if (ring.Count < 4) throw new FormatException($"a ring of {ring.Count} positions");
        if (ring[0] != ring[^1]) throw new FormatException("a ring that does not end where it starts");
        if (Antimeridian.DoubleArea(ring) == 0) throw new FormatException("a ring without area");
        if (Antimeridian.Ambiguous(ring) is { } edge)
            throw new FormatException(string.Create(CultureInfo.InvariantCulture,
                $"an edge from longitude {edge.From.Longitude} to {edge.To.Longitude}, which could go either way around the Earth"));
    }

    static Position Checked(double longitude, double latitude, double farthest = 180, bool isTyped = false)
    {
        var position = new Position(longitude, latitude);
        if (PositionAdvice.IsInDegrees(position, farthest)) return position;
        var (got, guess) = PositionAdvice.Of(position, isTyped);
        throw new FormatException($"the {got}{(guess is null ? "" : $" ({guess})")}");
    }
}
