using System.Text.Json;
using System.Text.Json.Serialization;
using Vegetation.Core.Geography;

namespace Vegetation.Core.Zones;

/// <summary>A zone of a run: statistics are asked for of the pixels whose centres lie in it.</summary>
/// <param name="Number">Its place among the run's zones, from 0: what sums name it by.</param>
/// <param name="Id">Unique in the run.</param>
/// <param name="Name">For people; null where it has none.</param>
/// <param name="AreaKm2">On the ellipsoid.</param>
/// <param name="Geometry">Polygons in degrees, cut at the antimeridian.</param>
public sealed record Zone(
    int Number, string Id, string? Name, double AreaKm2,
    [property: JsonConverter(typeof(PolygonsConverter))] IReadOnlyList<AreaPolygon> Geometry);

/// <summary>A zone that has no statistics, and why.</summary>
/// <param name="Id">Of a feature without one its place in the file, from 1: "#12".</param>
public sealed record BadZone(string Id, string Reason);

/// <summary>What planning found of the zones that were asked for.</summary>
/// <param name="Count">Zones that are used; those that no pixel was seen in have no statistics.</param>
/// <param name="SmallerThanPixel">Ids of zones smaller than a pixel of the run: few of them hold the centre of one.</param>
public sealed record ZoneReport(int Count, IReadOnlyList<BadZone> Bad, IReadOnlyList<string> SmallerThanPixel)
{
    /// <summary>Why weeks that the zones are compared with could not be read, a sentence each.</summary>
    public IReadOnlyList<string> UnreadableWeeks { get; init; } = [];

    /// <summary>A sentence for the end of a message; nothing where all zones are used.</summary>
    [JsonIgnore]
    public string LeftOut => Bad.Count == 0 ? "" : FormattableString.Invariant(
        $" Zones: {Count} used, {Bad.Count} left out, the first of them {Bad[0].Id}: {Bad[0].Reason} (all are in the ledger).");
}

/// <summary>Polygons of a document as a GeoJSON Polygon or MultiPolygon.</summary>
public sealed class PolygonsConverter : JsonConverter<IReadOnlyList<AreaPolygon>>
{
    public override IReadOnlyList<AreaPolygon> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return GeoJson.Polygons(document.RootElement) ?? throw new JsonException("a zone's geometry: expected a Polygon or MultiPolygon");
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<AreaPolygon> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, value.Count == 1 ? "Polygon"u8 : "MultiPolygon"u8);
        writer.WriteStartArray("coordinates"u8);
        foreach (var polygon in value) Write(writer, polygon, isPart: value.Count > 1);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    static void Write(Utf8JsonWriter writer, AreaPolygon polygon, bool isPart)
    {
        if (isPart) writer.WriteStartArray();
        foreach (var ring in polygon.Rings)
        {
            writer.WriteStartArray();
            foreach (var (longitude, latitude) in ring)
            {
                writer.WriteStartArray();
                writer.WriteNumberValue(longitude);
                writer.WriteNumberValue(latitude);
                writer.WriteEndArray();
            }
            writer.WriteEndArray();
        }
        if (isPart) writer.WriteEndArray();
    }
}
