using System.Text.Json;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;

namespace Vegetation.Core.Scenes;

/// <summary>
/// The outline that an item gives itself, read as far as it is one: a Polygon of closed rings of finite numbers. Whether it can be right,
/// the reader of the outline decides: at the antimeridian catalogs write outlines around the Earth or the wrong way about.
/// </summary>
static class StacOutline
{
    /// <summary>Real ones have 5 to 200; with many thousand, geometry takes minutes.</summary>
    const int MostPositions = 2000;

    public static IReadOnlyList<IReadOnlyList<Position>>? Of(JsonElement item) =>
        item.TryGetProperty("geometry", out var geometry) && IsShortPolygon(geometry) && GeoJson.Polygons(geometry) is [var polygon]
        && polygon.Rings.Count > 0 && polygon.Rings.All(ring => ring.Count >= 4 && ring[0] == ring[^1]) ? polygon.Rings : null;

    static bool IsShortPolygon(JsonElement geometry) =>
        geometry.ValueKind == JsonValueKind.Object
        && geometry.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("Polygon"u8)
        && geometry.TryGetProperty("coordinates", out var rings) && rings.ValueKind == JsonValueKind.Array
        && rings.EnumerateArray().Sum(Size) <= MostPositions;

    static int Size(JsonElement ring) => ring.ValueKind == JsonValueKind.Array ? 1 + ring.GetArrayLength() : 1;
}
