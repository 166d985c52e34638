using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vegetation.Core.Geography;

/// <summary>An area as a GeoJSON MultiPolygon in a document of ours.</summary>
sealed class AreaConverter : JsonConverter<Area>
{
    const int ShortestRing = 4; // a triangle, closed

    /// <exception cref="JsonException">it is no Polygon or MultiPolygon with rings.</exception>
    public override Area Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return GeoJson.Polygons(document.RootElement) is { Count: > 0 } polygons && polygons.All(IsComplete)
            ? new Area(polygons)
            : throw new JsonException("its area: expected a GeoJSON MultiPolygon whose rings have at least four positions");
    }

    public override void Write(Utf8JsonWriter writer, Area value, JsonSerializerOptions options) =>
        GeoJson.MultiPolygon(value.Polygons).WriteTo(writer);

    static bool IsComplete(AreaPolygon polygon) => polygon.Rings.Count > 0 && polygon.Rings.All(ring => ring.Count >= ShortestRing);
}
