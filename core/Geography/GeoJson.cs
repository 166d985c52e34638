using System.Text.Json;
using System.Text.Json.Nodes;

namespace Vegetation.Core.Geography;

/// <summary>GeoJSON's polygons (RFC 7946), read and written: what they may be, whoever asks decides.</summary>
public static class GeoJson
{
    public static JsonObject Polygon(AreaPolygon polygon) => Geometry("Polygon", Coordinates(polygon));

    public static JsonObject MultiPolygon(IEnumerable<AreaPolygon> polygons) => Geometry("MultiPolygon", Coordinates(polygons));

    public static JsonArray Coordinates(IEnumerable<AreaPolygon> polygons) =>
        [.. polygons.Select(polygon => (JsonNode)Coordinates(polygon))];

    public static JsonArray Coordinates(AreaPolygon polygon) =>
        [.. polygon.Rings.Select(ring => (JsonNode)new JsonArray([.. ring.Select(p => (JsonNode)new JsonArray(p.Longitude, p.Latitude))]))];

    /// <returns>The polygons of a Polygon or MultiPolygon, rings as they stand; null for what is neither, or not made of numbers.</returns>
    public static IReadOnlyList<AreaPolygon>? Polygons(JsonElement geometry)
    {
        if (geometry.ValueKind != JsonValueKind.Object
            || !geometry.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String
            || !geometry.TryGetProperty("coordinates", out var coordinates)) return null;
        return type.ValueEquals("Polygon"u8) ? (Rings(coordinates) is { } rings ? [new(rings)] : null)
            : type.ValueEquals("MultiPolygon"u8) ? All(coordinates, polygon => Rings(polygon) is { } parts ? new AreaPolygon(parts) : null)
            : null;
    }

    /// <returns>The rings of a polygon's coordinates; null where they are not arrays of arrays of finite numbers.</returns>
    public static IReadOnlyList<IReadOnlyList<Position>>? Rings(JsonElement coordinates) =>
        All(coordinates, ring => All(ring, PositionOf) is { } positions ? positions.ConvertAll(position => position!.Value) : null);

    static Position? PositionOf(JsonElement pair) =>
        pair.ValueKind == JsonValueKind.Array && pair.GetArrayLength() >= 2
            && Number(pair[0]) is { } longitude && Number(pair[1]) is { } latitude
            ? new(longitude, latitude) : null;

    static double? Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;

    /// <returns>Null where one of them cannot be read, or there is no array.</returns>
    static List<T>? All<T>(JsonElement array, Func<JsonElement, T?> read)
    {
        if (array.ValueKind != JsonValueKind.Array) return null;
        var all = new List<T>(array.GetArrayLength());
        foreach (var element in array.EnumerateArray())
        {
            if (read(element) is not { } value) return null;
            all.Add(value);
        }
        return all;
    }

    static JsonObject Geometry(string type, JsonArray coordinates) => new() { ["type"] = type, ["coordinates"] = coordinates };
}
