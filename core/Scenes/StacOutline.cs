using System.Text.Json;
using Vegetation.Core.Requests;

namespace Vegetation.Core.Scenes;

/// <summary>
/// The outline that an item gives itself, read as far as it is one: a Polygon of closed rings of finite numbers. Whether it can be right, the reader
/// of the outline decides: at the antimeridian catalogs write outlines around the Earth or the wrong way about.
/// </summary>
static class StacOutline
{
    /// <summary>Real ones have 5 to 200; with many thousand, geometry takes minutes.</summary>
    const int MostPositions = 2000;

    public static IReadOnlyList<IReadOnlyList<Position>>? Of(JsonElement item)
    {
        if (!item.TryGetProperty("geometry", out var geometry) || geometry.ValueKind != JsonValueKind.Object
            || !geometry.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String || !type.ValueEquals("Polygon"u8)
            || !geometry.TryGetProperty("coordinates", out var rings) || rings.ValueKind != JsonValueKind.Array
            || rings.EnumerateArray().Sum(Size) > MostPositions) return null;
        var read = rings.EnumerateArray().Select(Ring).ToList();
        return read.Count > 0 && read.All(ring => ring is { Count: >= 4 } && ring[0] == ring[^1]) ? [.. read.Select(ring => ring!)] : null;
    }

    static int Size(JsonElement ring) => ring.ValueKind == JsonValueKind.Array ? 1 + ring.GetArrayLength() : 1;

    static List<Position>? Ring(JsonElement ring)
    {
        if (ring.ValueKind != JsonValueKind.Array) return null;
        var positions = new List<Position>(ring.GetArrayLength());
        foreach (var pair in ring.EnumerateArray())
        {
            if (pair.ValueKind != JsonValueKind.Array || pair.GetArrayLength() < 2 || !Finite(pair[0], out var longitude) || !Finite(pair[1], out var latitude)) return null;
            positions.Add(new Position(longitude, latitude));
        }
        return positions;
    }

    static bool Finite(JsonElement value, out double number)
    {
        number = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out number) && double.IsFinite(number);
    }
}
