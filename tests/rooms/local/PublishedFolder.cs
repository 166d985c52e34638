using System.Text.Json;
using Vegetation.Functions.Aggregation;
using Vegetation.Products;
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

    int Rows(string table) => (int)DuckDb.Count($"'{At(table)}'");

    string At(string name) => Path.Combine(folder, name);

    static JsonElement Json(string path) => JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;
}
