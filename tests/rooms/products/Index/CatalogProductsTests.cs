using System.Security.Cryptography;
using System.Text.Json;
using System.Xml.Linq;
using Vegetation.Functions.Aggregation;
using Vegetation.Products;
using Vegetation.Products.Shapes;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Products.Index;

/// <summary>All products of the index together: twice the same, and of a run that found nothing.</summary>
[Collection(IndexedRunCollection.Name)]
public sealed class CatalogProductsTests(IndexedRun run)
{
    [Fact]
    public async Task The_same_items_and_ledger_give_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        await run.Write(folder.Path, run.Ledger, run.Items);
        var files = Hashes(folder.Path);
        Assert.Equal(13, files.Count);
        Assert.Equal(Hashes(run.Products), files);
    }

    [Fact]
    public async Task A_run_without_items_has_valid_products_too()
    {
        using var folder = new TemporaryFolder();
        await run.Write(folder.Path,
            IndexedRun.LedgerOf([new() { Tile = "32TPT", Reason = "too-cloudy", Geometry = Footprints.OfTile("32TPT") }]), []);
        var collection = JsonDocument.Parse(File.ReadAllText(folder[ProductNames.Collection])).RootElement;
        Assert.Empty(StacRules.Faults(collection));
        Assert.Equal([9, 46, 16, 48], collection.GetProperty("extent").GetProperty("spatial").GetProperty("bbox")[0].EnumerateArray()
            .Select(n => n.GetDouble()));
        Assert.DoesNotContain(collection.GetProperty("links").EnumerateArray(), link => link.GetProperty("rel").GetString() == "item");
        Assert.Empty(Directory.GetFiles(folder.Path, "*.vrt"));
        Assert.False(File.Exists(folder[run.Files.TileIndex]));
        Assert.Equal(0, JsonDocument.Parse(File.ReadAllText(folder[ProductNames.Footprints])).RootElement.GetProperty("features")
            .GetArrayLength());
        Assert.Equal(Schema(run.Product(ProductNames.ItemsParquet)), Schema(folder[ProductNames.ItemsParquet]));
        Assert.Equal(0L, DuckDb.Rows($"SELECT count(*) AS n FROM '{folder[ProductNames.ItemsParquet]}'").Single()["n"]);
        Assert.Equal(1L, DuckDb.Rows($"SELECT count(*) AS n FROM '{folder[ProductNames.LedgerParquet]}' WHERE unit_id IS NULL")
            .Single()["n"]);
        Assert.Equal(0, JsonDocument.Parse(DuckDb.Metadata(folder[ProductNames.ItemsParquet])["geo"]).RootElement.GetProperty("columns")
            .GetProperty("geometry").GetProperty("geometry_types").GetArrayLength());

        IEnumerable<string> Schema(string file) =>
            DuckDb.Rows($"DESCRIBE SELECT * FROM '{file}'").Select(column => $"{column["column_name"]} {column["column_type"]}");
    }

    [Fact]
    public async Task Products_of_a_run_in_floats_say_so()
    {
        using var folder = new TemporaryFolder();
        var text = run.Items[0].GetRawText().Replace("\"int16\"", "\"float32\"", StringComparison.Ordinal)
            .Replace("\"nodata\":-19999", "\"nodata\":\"nan\"", StringComparison.Ordinal)
            .Replace("\"raster:scale\":0.0001", "\"raster:scale\":1", StringComparison.Ordinal);
        await run.Write(folder.Path, run.Ledger, [JsonDocument.Parse(text).RootElement]);
        Assert.Equal(true, DuckDb.Rows($"SELECT isnan(assets.ndvi.bands[1].nodata) AS n FROM '{folder[ProductNames.ItemsParquet]}'")
            .Single()["n"]);
        var vrt = XDocument.Load(folder[run.Files.Mosaic(32632)]).Root!.Element("VRTRasterBand")!;
        Assert.Equal(("Float32", "nan", "1"),
            (vrt.Attribute("dataType")!.Value, vrt.Element("NoDataValue")!.Value, vrt.Element("Scale")!.Value));
        Assert.Equal("Float32", XDocument.Load(folder[run.Files.TileIndex]).Root!.Element("Band")!.Attribute("dataType")!.Value);
    }

    static SortedDictionary<string, string> Hashes(string folder) =>
        new(Directory.GetFiles(folder)
            .ToDictionary(file => Path.GetFileName(file), file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))),
            StringComparer.Ordinal);
}
