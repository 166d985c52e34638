using System.Text.Json;
using Vegetation.Core.Work;
using Vegetation.Products.Ledger;
using Vegetation.Products.Shapes;

namespace Vegetation.Products.Mosaics;

/// <summary>
/// The published NDVI files as GeoJSON: a footprint each, with where its file and its STAC item lie, relative to the products.
/// <c>location</c> and <c>id</c> are what GDAL's tile index reads.
/// </summary>
static class FootprintIndex
{
    public static byte[] Write(LedgerDocument ledger)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            foreach (var row in ledger.Rows)
                if (row.Product is { } product) WriteFeature(json, row, product);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    static void WriteFeature(Utf8JsonWriter json, LedgerRow row, string product)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WritePropertyName("geometry");
        if (row.Geometry is { } geometry) GeometryJson.Write(json, geometry);
        else json.WriteNullValue(); // GeoJSON's word for a place that is not known
        json.WriteStartObject("properties");
        json.WriteString("id", row.UnitId);
        json.WriteString("tile", row.Tile);
        json.WriteString("datetime", row.Sensed!.Value.UtcDateTime);
        json.WriteString("location", $"../output/{product}");
        json.WriteString("item", $"../output/{OutputNames.Item(row.UnitId!)}");
        if (row.Ndvi is { } ndvi) json.WriteNumber("mean", ndvi.Mean);
        if (row.ValidShare is { } share) json.WriteNumber("validShare", share);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
