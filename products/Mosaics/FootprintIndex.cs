using System.Text.Json;
using Vegetation.Core.Sensors;
using Vegetation.Core.Work;
using Vegetation.Products.Ledger;
using Vegetation.Products.Shapes;

namespace Vegetation.Products.Mosaics;

/// <summary>
/// The published scenes as GeoJSON: a footprint each, with where its files, one an index and named like it, and its STAC item lie, relative
/// to the products. GDAL's tile indices read these fields and <c>id</c>.
/// </summary>
static class FootprintIndex
{
    /// <param name="notice">What the scenes are.</param>
    public static byte[] Write(LedgerDocument ledger, string notice)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteString(DataNotice.Member, notice); // GeoJSON lets others add members
            json.WriteStartArray("features");
            foreach (var row in ledger.Rows)
                if (row.Products is { } products) WriteFeature(json, row, products);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    static void WriteFeature(Utf8JsonWriter json, LedgerRow row, IReadOnlyDictionary<string, string> products)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WritePropertyName("geometry");
        if (row.Geometry is { } geometry) GeometryJson.Write(json, geometry);
        else json.WriteNullValue(); // GeoJSON's word for a place that is not known
        json.WriteStartObject("properties");
        json.WriteString("id", row.UnitId);
        json.WriteString("tile", row.Tile);
        if (row.Sensed is { } sensed) json.WriteString("datetime", sensed.UtcDateTime);
        foreach (var (index, file) in products) json.WriteString(index, $"../output/{file}");
        json.WriteString("item", $"../output/{OutputNames.Item(row.UnitId!)}");
        foreach (var (index, statistics) in row.Statistics ?? new Dictionary<string, IndexStatistics>())
            json.WriteNumber($"{index}_mean", statistics.Mean);
        if (row.ValidShare is { } share) json.WriteNumber("validShare", share);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
