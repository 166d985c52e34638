using System.Text.Json;
using System.Xml.Linq;
using NetTopologySuite.Geometries;
using Vegetation.Core.Indices;
using Vegetation.Core.Sensors;
using Vegetation.Functions.Aggregation;
using Vegetation.Products;
using Vegetation.Products.Mosaics;
using Vegetation.Products.Stac;
using Vegetation.Raster;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Products.Index;

/// <summary>The mosaics and the footprints, as GDAL and rasterio read them.</summary>
[Collection(IndexedRunCollection.Name)]
public sealed class MosaicTests(IndexedRun run)
{
    const int Columns = 420, Rows = 260; // 698400..702600, 5200020..5197420

    [GdalInfoFact]
    public void A_mosaic_of_a_zone_has_its_projection_scale_and_nodata_and_covers_its_files()
    {
        Assert.Equal(
            [.. new[] { 32601, 32632, 32633 }.Select(run.Files.Mosaic)], Directory.GetFiles(run.Products, "*.vrt")
            .Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        var info = JsonDocument.Parse(
            Tool.Run(GdalInfoFactAttribute.Program!, "-json", run.Product(run.Files.Mosaic(32632)))).RootElement;
        Assert.Equal([Columns, Rows], info.GetProperty("size").EnumerateArray().Select(n => n.GetInt32()));
        Assert.Equal([698400, 10, 0, 5200020, 0, -10], info.GetProperty("geoTransform").EnumerateArray().Select(n => n.GetDouble()));
        Assert.Contains(
            "ID[\"EPSG\",32632]", info.GetProperty("coordinateSystem").GetProperty("wkt").GetString(), StringComparison.Ordinal);
        var band = info.GetProperty("bands")[0];
        Assert.Equal(
            ("Int16", -19999, 0.0001),
            (band.GetProperty("type").GetString(), band.GetProperty("noDataValue").GetDouble(), band.GetProperty("scale").GetDouble()));
        Assert.Equal(3, info.GetProperty("files").GetArrayLength()); // itself and both files, found from where it lies
    }

    [GdalInfoFact]
    public void Where_files_overlap_the_later_id_is_on_top_but_for_its_nodata()
    {
        using var folder = new TemporaryFolder();
        Tool.Run("gdal_translate", "-q", "-of", "GTiff", run.Product(run.Files.Mosaic(32632)), folder["mosaic.tif"]);
        using var reader = RasterReader.OpenFile(folder["mosaic.tif"]);
        var pixels = new short[Columns * Rows];
        reader.Read<short>(1, 0, 0, Columns, Rows, pixels);
        var expected = new short[Columns * Rows];
        Array.Fill(expected, SpectralIndex.Nodata);
        var (lower, upper) = (run.Ndvi(IndexedRun.Lower), run.Ndvi(IndexedRun.Upper));
        var (over, through) = (0, 0);
        for (var row = 0; row < 200; row++)
            for (var column = 0; column < 240; column++) expected[row * Columns + column] = lower[row * 240 + column];
        for (var row = 0; row < 200; row++)
            for (var column = 0; column < 240; column++)
            {
                ref var pixel = ref expected[(row + 60) * Columns + column + 180];
                var top = upper[row * 240 + column];
                if (pixel != SpectralIndex.Nodata && top != SpectralIndex.Nodata) over++;
                if (pixel != SpectralIndex.Nodata && top == SpectralIndex.Nodata) through++;
                if (top != SpectralIndex.Nodata) pixel = top;
            }
        Assert.True(over > 100 && through > 100, $"{over} {through}");
        Assert.Equal(expected, pixels);
    }

    [RasterioFact]
    public void Rasterio_reads_the_same_through_a_mosaic_as_from_its_file()
    {
        const string Script = """
            import json, sys, rasterio, numpy
            with rasterio.open(sys.argv[1]) as mosaic, rasterio.open(sys.argv[2]) as file:
                a, b = mosaic.read(1, masked=True), file.read(1, masked=True)
                print(json.dumps([mosaic.crs.to_epsg(), mosaic.nodata, mosaic.scales[0], list(mosaic.transform)[:6], bool((a.filled() == b.filled()).all()), int(a.count())]))
            """;
        var read = JsonDocument.Parse(
            Tool.Run(
            RasterioFactAttribute.Python, "-c", Script, run.Product(run.Files.Mosaic(32633)),
            run.Output($"ndvi/{IndexedRun.NextZone}_ndvi.tif"))).RootElement;
        Assert.Equal((32633, -19999, 0.0001, true), (read[0].GetInt32(), read[1].GetDouble(), read[2].GetDouble(), read[4].GetBoolean()));
        Assert.Equal([10, 0, 300000, 0, -10, 5200020], read[3].EnumerateArray().Select(n => n.GetDouble()));
        Assert.Equal(run.Ndvi(IndexedRun.NextZone).Count(n => n != SpectralIndex.Nodata), read[5].GetInt32());
    }

    /// <summary>Tiles begin at multiples of 20 m: neighbours in pixels of 40 m lie half a pixel apart.</summary>
    [GdalInfoFact]
    public void Files_between_the_pixels_of_their_mosaic_lie_where_they_are()
    {
        using var folder = new TemporaryFolder();
        (string Id, double Left, short Value)[] files = [("a", 600000, 1), ("b", 600420, 2)];
        Directory.CreateDirectory(folder["products"]);
        List<ItemRow> rows = [];
        foreach (var (id, left, value) in files)
        {
            var pixels = new short[100];
            Array.Fill(pixels, value);
            CogWriter.Write<short>(folder[$"{id}.tif"], new GeoGrid(10, 10, left, 5200000, 40, 32632), [pixels], -19999, [new("x")], new());
            rows.Add(new()
            {
                Id = id, Geometry = GeometryFactory.Default.CreatePolygon(), Box = [], Sensed = default, Until = default,
                Grid = new(32632, 10, 10, left, 5200000, 40),
                Rasters = new Dictionary<string, ItemRaster> { ["ndmi"] = new($"../{id}.tif", "Int16", "-19999", 0.0001) },
            });
        }
        ZoneMosaic.Write(folder["products/mosaic.vrt"], SpectralIndex.Ndmi, 32632, rows, DataNotice.Generated);
        var info = JsonDocument.Parse(Tool.Run(GdalInfoFactAttribute.Program!, "-json", folder["products/mosaic.vrt"])).RootElement;
        Assert.Equal([21, 10], info.GetProperty("size").EnumerateArray().Select(n => n.GetInt32()));
        foreach (var (easting, value) in new[] { (600001, "1"), (600399, "1"), (600441, "2"), (600799, "2") })
            Assert.Equal(value, Tool.Run(
                "gdallocationinfo", "-geoloc", "-valonly", folder["products/mosaic.vrt"], $"{easting}", "5199990").Trim());
    }

    [GdalInfoFact]
    public void The_footprints_are_the_items_geometries_with_the_fields_of_a_tile_index()
    {
        var about = Tool.Run("ogrinfo", "-ro", "-so", "-al", run.Product(ProductNames.Footprints));
        Assert.Contains("Feature Count: 4", about, StringComparison.Ordinal);
        foreach (var field in new[] { "ndvi: String", "id: String", "datetime: DateTime", "ndvi_mean: Real" })
            Assert.Contains(field, about, StringComparison.Ordinal);
        var lines = Tool.Run(
            "ogr2ogr", "-f", "CSV", "/vsistdout/", run.Product(ProductNames.Footprints), "-select", "id,ndvi", "-lco",
            "GEOMETRY=AS_WKT").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).ToList();
        Assert.Equal(run.Items.Count, lines.Count);
        Assert.All(lines, line => Assert.True(File.Exists(run.Product(line.Trim().Split(',')[^1])), line));
        var features = run.Json(ProductNames.Footprints).GetProperty("features").EnumerateArray().ToList();
        Assert.Equal(
            run.Items.Select(i => i.GetProperty("geometry").GetRawText()), features.Select(f => f.GetProperty("geometry").GetRawText()));
        Assert.Contains(features, f => f.GetProperty("geometry").GetProperty("type").GetString() == "MultiPolygon");
    }

    /// <summary>GDAL reads tile indexes from 3.9: what it would open is opened here piece by piece.</summary>
    [Fact]
    public void The_tile_index_names_the_footprints_and_what_all_files_share()
    {
        var index = XDocument.Load(run.Product(run.Files.TileIndex)).Root!;
        Assert.Equal("GDALTileIndexDataset", index.Name.LocalName);
        Assert.True(File.Exists(run.Product(Value("IndexDataset"))));
        var fields = run.Json(Value("IndexDataset")).GetProperty("features")[0].GetProperty("properties").EnumerateObject()
            .Select(p => p.Name).ToList();
        Assert.Contains(Value("LocationField"), fields);
        Assert.Contains(Value("SortField"), fields);
        Assert.Equal(("EPSG:4326", Value("ResX")), (Value("SRS"), Value("ResY")));
        Assert.InRange(Number("ResX") * 111_320, 9.9, 10.1);
        foreach (var box in run.Items.Select(i => i.GetProperty("bbox").EnumerateArray().Select(n => n.GetDouble()).ToArray()))
            Assert.True(
                Number("MinX") <= Math.Min(box[0], box[2]) && Number("MaxX") >= box[2] && Number("MinY") <= box[1]
                && Number("MaxY") >= box[3]);
        var band = index.Element("Band")!;
        Assert.Equal(
            ("Int16", "-19999", "0.0001"),
            (band.Attribute("dataType")!.Value, band.Element("NoDataValue")!.Value, band.Element("Scale")!.Value));

        string Value(string name) => index.Element(name)!.Value;
        double Number(string name) => double.Parse(Value(name), System.Globalization.CultureInfo.InvariantCulture);
    }
}
