using System.IO.Compression;
using System.Text.Json;
using Vegetation.Functions.Aggregation;
using Vegetation.Core.Sensors;
using Vegetation.Products;
using Vegetation.Raster;
using Vegetation.Tests.Products.Index;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Local;

/// <summary>The products of a run as others open them: GDAL's own tool, rasterio, DuckDB and the rules of STAC.</summary>
sealed class PublishedFolder(string folder)
{
    public void RequireAll(int scenes, int tiles)
    {
        RequireCatalog(scenes);
        Assert.Equal((scenes, tiles), (Rows(ProductNames.ItemsParquet), Rows(ProductNames.LedgerParquet)));
        string[] rasters = [.. Directory.GetFiles(folder, "ndvi-map_*.tif"), .. Directory.GetFiles(folder, "*.vrt")];
        Assert.InRange(rasters.Length, 3, 4); // the map, and a mosaic for each of two zones
        if (GdalInfoFactAttribute.Program is { } gdalinfo)
            foreach (var raster in rasters)
                Assert.DoesNotContain("Checksum=0\n", Tool.Run(gdalinfo, "-checksum", raster), StringComparison.Ordinal);
        if (RasterioFactAttribute.IsInstalled)
            foreach (var raster in rasters)
                Assert.NotEqual("0", Tool.Run(RasterioFactAttribute.Python, "-c", "import rasterio, sys; "
                    + "print(rasterio.open(sys.argv[1]).read(1, masked=True).count())", raster).Trim());
    }

    /// <summary>Whatever is published of the demonstration says that it is generated, and nothing that Copernicus saw it.</summary>
    public void RequireGenerated()
    {
        var above = Path.GetFullPath(At("../../.."));
        string[] endings = ["*.json", "*.html", "*.tif", "*.csv", "*.qml", "*.vrt", "*.gti", "*.geojson"];
        var files = endings.SelectMany(ending => Directory.GetFiles(above, ending, SearchOption.AllDirectories)).ToList();
        Assert.All(files, file => Assert.DoesNotContain("Contains modified Copernicus", File.ReadAllText(file), StringComparison.Ordinal));
        string[] marked = [At(ProductNames.Collection), At(ProductNames.Report), At(ProductNames.Footprints),
            At("../../../maps/collection.json"), At("../../../catalog.json"),
            .. new[] { "*.vrt", "*.gti", "*-zones_*.json" }.SelectMany(ending => Directory.GetFiles(folder, ending))];
        foreach (var name in marked)
            Assert.Contains(DataNotice.Generated, File.ReadAllText(name), StringComparison.Ordinal);
        Assert.StartsWith("Generated", Json(At("../../../catalog.json")).GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(above, "*.parquet", SearchOption.AllDirectories), table => Assert.Equal(
            (table, 1), (table, (int)DuckDb.Count($"parquet_kv_metadata('{table}') WHERE decode(key) = '{DataNotice.Tag}' "
                + $"AND decode(value) = '{DataNotice.Generated}'"))));
        Assert.Contains($"\"credit\":\"{DataNotice.Generated}\"", ViewerData(), StringComparison.Ordinal);
        foreach (var raster in files.Where(file => file.EndsWith(".tif", StringComparison.Ordinal)))
            using (var reader = RasterReader.OpenFile(raster))
                Assert.Equal((raster, DataNotice.Generated, "100 m"), (raster, reader.Tag("SOURCE"), reader.Tag("RESOLUTION")));
        var maps = Directory.GetFiles(Path.Combine(above, "maps"), "2023-*.json", SearchOption.AllDirectories);
        Assert.All(maps, map => Assert.Equal(100, Json(map).GetProperty("properties").GetProperty("vegetation:resolution").GetInt32()));
        var items = Directory.GetFiles(At("../output/items"), "*.json").Concat(maps).ToList();
        Assert.NotEmpty(maps);
        Assert.All(items, item => Assert.True(Json(item).GetProperty("properties").GetProperty("vegetation:generated").GetBoolean(), item));
        Assert.True(Json(At(ProductNames.LedgerJson)).GetProperty("isGenerated").GetBoolean());
    }

    void RequireCatalog(int scenes)
    {
        var collection = Json(At(ProductNames.Collection));
        Assert.Empty(StacRules.Faults(collection));
        Assert.All(
            collection.GetProperty("assets").EnumerateObject(), asset =>
            Assert.True(File.Exists(At(asset.Value.GetProperty("href").GetString()!)), asset.Name));
        var items = collection.GetProperty("links").EnumerateArray().Where(link => link.GetProperty("rel").ValueEquals("item")).ToList();
        Assert.Equal(scenes, items.Count);
        Assert.All(items, item => Assert.Empty(StacRules.Faults(Json(At(item.GetProperty("href").GetString()!)))));
    }

    /// <summary>The data of the page, which are packed; its JSON among them.</summary>
    string ViewerData()
    {
        const string begin = "id=\"run\">";
        var page = File.ReadAllText(At(ProductNames.Viewer));
        var data = page[(page.IndexOf(begin, StringComparison.Ordinal) + begin.Length)..];
        using var packed = new MemoryStream(Convert.FromBase64String(data[..data.IndexOf("</script>", StringComparison.Ordinal)]));
        using var text = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        return text.ReadToEnd();
    }

    int Rows(string table) => (int)DuckDb.Count($"'{At(table)}'");

    string At(string name) => Path.Combine(folder, name);

    static JsonElement Json(string path) => JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;
}
