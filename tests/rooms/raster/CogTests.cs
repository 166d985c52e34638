using System.Text.Json;
using Vegetation.Raster;

namespace Vegetation.Tests.Raster;

public sealed class CogTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_written_is_read_back()
    {
        var grid = Pictures.Grid(1300, 700);
        var pixels = Pictures.Slope(grid);
        Pictures.Write(folder["a.tif"], grid, pixels);
        using var reader = RasterReader.OpenFile(folder["a.tif"]);
        var back = new short[pixels.Length];
        reader.Read<short>(1, 0, 0, grid.Width, grid.Height, back);
        Assert.Equal(pixels, back);
        Assert.Equal(grid, reader.Grid);
        Assert.Equal(
            (Pictures.Nodata, SampleType.Int16, 512, 512), (reader.Nodata, reader.SampleType, reader.BlockWidth, reader.BlockHeight));
    }

    [Fact]
    public void Every_sample_type_and_several_bands_come_back()
    {
        var grid = new GeoGrid(3, 2, -180, 90, 60, 4326);
        RoundTrip<byte>([1, 2, 3, 4, 5, 255]);
        RoundTrip<ushort>([0, 1, 3, 1000, 32768, 65535]);
        RoundTrip<short>([-32768, -1, 0, 1, 2, 32767]);
        RoundTrip<float>([-1.5f, 0, 0.1f, float.NaN, 3e38f, 1]);

        void RoundTrip<T>(T[] samples) where T : unmanaged, System.Numerics.INumber<T>
        {
            CogWriter.Write<T>(folder["t.tif"], grid, [samples, samples.Reverse().ToArray()], null, [new("first"), new("second")], new());
            using var reader = RasterReader.OpenFile(folder["t.tif"]);
            var back = new T[6];
            reader.Read<T>(2, 0, 0, 3, 2, back);
            Assert.Equal(samples.Reverse(), back);
            Assert.Equal((2, grid), (reader.Bands, reader.Grid!.Value));
        }
    }

    [Theory]
    [InlineData("DEFLATE", 6)]
    [InlineData("ZSTD", 1)]
    public void The_threads_do_not_change_a_byte(string compression, int level)
    {
        var grid = Pictures.Grid(2100, 1900);
        var pixels = Pictures.Slope(grid);
        Pictures.Write(folder["1.tif"], grid, pixels, new(compression, level, Threads: 1));
        Pictures.Write(folder["2.tif"], grid, pixels, new(compression, level, Threads: 2));
        Assert.Equal(File.ReadAllBytes(folder["1.tif"]), File.ReadAllBytes(folder["2.tif"]));
    }

    [GdalInfoFact]
    public void Gdalinfo_finds_a_valid_cog_with_its_meaning()
    {
        var grid = Pictures.Grid(2100, 1900);
        var pixels = Pictures.Slope(grid);
        Pictures.Write(folder["a.tif"], grid, pixels);
        using var info = JsonDocument.Parse(Tool.Run(GdalInfoFactAttribute.Program!, "-json", folder["a.tif"]));
        var band = info.RootElement.GetProperty("bands")[0];
        var structure = info.RootElement.GetProperty("metadata").GetProperty("IMAGE_STRUCTURE");
        Assert.Equal("COG", structure.GetProperty("LAYOUT").GetString());
        Assert.Equal("DEFLATE", structure.GetProperty("COMPRESSION").GetString());
        Assert.Equal("2", structure.GetProperty("PREDICTOR").GetString());
        Assert.Equal([1050, 525, 263], Widths(band));
        Assert.Equal(
            (0.0001, -19999.0, "NDVI"),
            (band.GetProperty("scale").GetDouble(), band.GetProperty("noDataValue").GetDouble(), band.GetProperty("description")
            .GetString()));
        Assert.Equal(
            [600000, 10, 0, 5100000, 0, -10], info.RootElement.GetProperty("geoTransform").EnumerateArray().Select(n => n.GetDouble()));
        var statistics = band.GetProperty("metadata").GetProperty("");
        var valid = pixels.Where(p => p != Pictures.Nodata).Select(p => (double)p).ToArray();
        Assert.Equal(valid.Average(), double.Parse(statistics.GetProperty("STATISTICS_MEAN").GetString()!), 9);
        Assert.Equal(valid.Max(), double.Parse(statistics.GetProperty("STATISTICS_MAXIMUM").GetString()!));
        Assert.Equal(93.75, double.Parse(statistics.GetProperty("STATISTICS_VALID_PERCENT").GetString()!), 1);
    }

    [GdalInfoFact]
    public void Overviews_average_the_valid_pixels_only()
    {
        var grid = Pictures.Grid(1024, 1024);
        var pixels = Enumerable.Range(0, 1024 * 1024).Select(i => i % 2 == 0 ? Pictures.Nodata : (short)5000).ToArray();
        Pictures.Write(folder["a.tif"], grid, pixels);
        var picture = Tool.Run(
            GdalInfoFactAttribute.Program!.Replace("gdalinfo", "gdallocationinfo"), "-valonly", "-overview", "1", folder["a.tif"], "100",
            "100");
        Assert.Equal("5000", picture.Trim());
    }

    [GdalInfoFact]
    public void Overviews_of_odd_sizes_round_half_away_from_zero()
    {
        var grid = Pictures.Grid(601, 3);
        var pixels = new short[601 * 3];
        (pixels[0], pixels[1], pixels[601], pixels[602]) = (-1, -2, -1, -2); // mean -1.5
        (pixels[2], pixels[3], pixels[603], pixels[604]) = (1, 2, 2, Pictures.Nodata); // mean 5/3 of three
        (pixels[4], pixels[5], pixels[605], pixels[606]) = (Pictures.Nodata, Pictures.Nodata, Pictures.Nodata, Pictures.Nodata);
        (pixels[600], pixels[1201], pixels[1802]) = (7, 8, 11); // the last column and row have no partner
        Pictures.Write(folder["a.tif"], grid, pixels);
        int[] found = [Value(0, 0), Value(2, 0), Value(4, 0), Value(600, 0), Value(600, 2)];
        Assert.Equal([-2, 2, Pictures.Nodata, 8, 11], found);

        int Value(int column, int row) => int.Parse(Tool.Run(
            GdalInfoFactAttribute.Program!.Replace("gdalinfo", "gdallocationinfo"), "-valonly", "-overview", "1", folder["a.tif"],
            $"{column}", $"{row}"));
    }

    [Fact]
    public void A_disk_that_refuses_gives_an_error_and_leaves_no_file()
    {
        var grid = Pictures.Grid(64, 64);
        var error = Assert.Throws<RasterException>(() => Pictures.Write(folder["missing/a.tif"], grid, Pictures.Slope(grid)));
        Assert.Equal(("write", folder["missing/a.tif"]), (error.Operation, error.Path));
        if (File.Exists("/dev/full")) Assert.Throws<RasterException>(() => Pictures.Write(Full(), grid, Pictures.Slope(grid)));

        string Full() => File.CreateSymbolicLink(folder["full.tif"], "/dev/full").FullName;
    }

    static IEnumerable<int> Widths(JsonElement band) =>
        band.GetProperty("overviews").EnumerateArray().Select(o => o.GetProperty("size")[0].GetInt32());
}
