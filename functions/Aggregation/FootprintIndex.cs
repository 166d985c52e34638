using System.Text.Json;
using Vegetation.Core.Units;

namespace Vegetation.Functions.Aggregation;

/// <summary>The published NDVI files as GeoJSON: a footprint each, with where its file and its STAC item lie, relative to the products.</summary>
public static class FootprintIndex
{
    public static byte[] Write(LedgerDocument ledger)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            foreach (var row in ledger.Rows.Where(r => r.Product is not null)) WriteFeature(json, row);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    static void WriteFeature(Utf8JsonWriter json, LedgerRow row)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteString("id", row.UnitId);
        WriteGeometry(json, row.Bounds);
        json.WriteStartObject("properties");
        json.WriteString("tile", row.Tile);
        json.WriteString("datetime", row.Sensed.UtcDateTime);
        json.WriteString("ndvi", $"../output/{OutputNames.Ndvi(row.UnitId)}");
        json.WriteString("item", $"../output/{OutputNames.Item(row.UnitId)}");
        if (row.Ndvi is { } ndvi) json.WriteNumber("mean", ndvi.Mean);
        if (row.ValidShare is { } share) json.WriteNumber("validShare", share);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A null geometry is GeoJSON's word for a place that is not known.</summary>
    static void WriteGeometry(Utf8JsonWriter json, double[]? bounds)
    {
        if (bounds is not [var west, var south, var east, var north])
        {
            json.WriteNull("geometry");
            return;
        }
        json.WriteStartObject("geometry");
        json.WriteString("type", "Polygon");
        json.WriteStartArray("coordinates");
        json.WriteStartArray();
        foreach (var (longitude, latitude) in new[] { (west, south), (east, south), (east, north), (west, north), (west, south) })
        {
            json.WriteStartArray();
            json.WriteNumberValue(longitude);
            json.WriteNumberValue(latitude);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
