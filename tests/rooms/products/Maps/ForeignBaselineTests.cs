using System.Globalization;
using Vegetation.Core.Archive;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Products.Maps;
using Vegetation.Raster;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Products.Maps;

/// <summary>Files of other people on the grid of a map: against plain references, and against GDAL's own tool.</summary>
public sealed class ForeignBaselineTests : IDisposable
{
    const string Mean = "c_gls_NDVI-MEAN-LTS_1999-2019-1201_V3.0.1.tiff", Deviation = "c_gls_NDVI-STDEV-LTS_1999-2019-1201_V3.0.1.tiff";
    static readonly BaselineSource Source = BaselineSource.TryParse("s3://other/clms/")!;
    static readonly CellGrid Cells = new(20);

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static ForeignBaseline Clms => new(Source, "ndvi", 0.004, -0.08, new(0, 250));

    (ForeignNormals? Normals, string? Problem) Read(MapFrame frame, ForeignBaseline baseline, params string[] names)
    {
        List<BaselineFile> files = [.. names.Select(name => BaselineFile.TryParse(folder[name])!)];
        var reader = new ForeignNormalsReader(frame, baseline, new(new(2023, 12, 1), new(2023, 12, 10), files));
        var problem = files.Select(file => reader.Add(file, file.Key)).FirstOrDefault(wrong => wrong is not null);
        return problem is null ? reader.Result() : (null, problem);
    }

    void Write<T>(
        string name, GeoGrid grid, double? nodata, params (BandInfo Info, Func<int, int, T> Sample)[] bands)
        where T : unmanaged, System.Numerics.INumber<T> => CogWriter.Write<T>(
        folder[name], grid, [.. bands.Select(band => Painted(grid, band.Sample))], nodata, [.. bands.Select(band => band.Info)], new());

    static T[] Painted<T>(GeoGrid grid, Func<int, int, T> sample) =>
        [.. Enumerable.Range(0, grid.Width * grid.Height).Select(i => sample(i / grid.Width, i % grid.Width))];

    /// <summary>A flag, 251 to 255, in every ninth pixel.</summary>
    static byte Sample(int row, int column) =>
        (byte)((row * 31 + column * 17) % 9 == 0 ? 251 + (row + column) % 5 : (row * 7 + column * 13) % 251);

    static byte Spread(int row, int column) => (byte)(10 + (row + column) % 20);

    /// <summary>As CLMS has them: bytes 1/112 degree wide, whose edges lie between those of the map's cells.</summary>
    [Fact]
    public void A_finer_file_in_degrees_gives_the_mean_by_area_without_its_flags()
    {
        const double pixel = 1.0 / 112, left = 16 - pixel / 2, top = 48.2 + pixel / 2;
        var grid = new GeoGrid(60, 45, left, top, pixel, 4326);
        Write<byte>(Mean, grid, 255, (new(""), Sample));
        Write<byte>(Deviation, grid, 255, (new(""), Spread));
        var frame = MapFrame.Of(Area.FromBox(16.1, 47.9, 16.4, 48.1), Cells);
        var (normals, problem) = Read(frame, Clms, Mean, Deviation);
        Assert.Null(problem);
        foreach (var (row, column, west, north) in Places(frame))
        {
            var shares = (from y in Enumerable.Range(0, grid.Height)
                          from x in Enumerable.Range(0, grid.Width)
                          let shared = Overlap(west, west + 0.05, left + x * pixel, left + (x + 1) * pixel)
                              * Overlap(north - 0.05, north, top - (y + 1) * pixel, top - y * pixel)
                          where shared > 0
                          select (Shared: shared, Y: y, X: x)).ToList();
            var clear = shares.Where(share => Sample(share.Y, share.X) <= 250).ToList();
            var mean = clear.Sum(share => share.Shared * (Sample(share.Y, share.X) * 40 - 800)) / clear.Sum(share => share.Shared);
            var found = normals!.At(row, column)!.Value;
            Assert.InRange(found.Mean - mean, -1.01, 1.01); // rounded, from floats
            var deviation = shares.Sum(share => share.Shared * Spread(share.Y, share.X) * 40) / shares.Sum(share => share.Shared);
            Assert.InRange(found.StandardDeviation!.Value - deviation, -1.01, 1.01); // an offset moves the values, not their spread
            Assert.Equal((null, null, null), (found.Minimum, found.Maximum, found.Years));
        }
        Assert.Equal(
            ["no minimum: the vegetation condition index is nodata", "no maximum: the vegetation condition index is nodata",
                "no number of years: baseline.minimumYears is not applied"],
            normals!.Basis.Foreign!.Missing);
    }

    static IEnumerable<(int Row, int Column, double West, double North)> Places(MapFrame frame) =>
        from row in Enumerable.Range(0, frame.Rows)
        from column in Enumerable.Range(0, frame.Columns)
        select (row, column, frame.West + column * 0.05, frame.North - row * 0.05);

    static double Overlap(double from, double to, double start, double end) => Math.Max(0, Math.Min(to, end) - Math.Max(from, start));

    /// <summary>
    /// The shape of MOD13C1: the map's own grid; bands named by their descriptions, scale and nodata in the file, which says of the years
    /// too that they are ten thousandths.
    /// </summary>
    [Theory]
    [InlineData(-180)]
    [InlineData(0)]
    public void A_file_on_the_maps_own_grid_gives_its_very_values_across_the_antimeridian(int west)
    {
        static short Value(int row, int column) => (short)((row + column) % 4 == 1 ? -3000 : -2000 + (row * 97 + column * 31) % 12000);
        Write<short>(
            "W49.tif", new GeoGrid(7200, 3, west, -17, 0.05, 4326), -3000, (new("NDVI average", 0.0001), Value),
            (new("std deviation", 0.0001), (_, column) => (short)(300 + column % 7)), (new("minimum", 0.0001), (_, _) => -1500),
            (new("max", 0.0001), (_, _) => 9000), (new("median", 0.0001), (_, _) => 1),
            (new("years", 0.0001), (_, column) => (short)(10 + column % 3)));
        var frame = MapFrame.Of(Area.FromBox(179.8, -17.15, -179.8, -17), Cells);
        var (normals, problem) = Read(frame, new(Source, "ndvi"), "W49.tif");
        Assert.Null(problem);
        Assert.Empty(normals!.Basis.Foreign!.Missing);
        foreach (var (row, column, _, _) in Places(frame))
        {
            var at = ((west == 0 ? 3596 : 7196) + column) % 7200;
            var value = Value(row, at);
            Assert.Equal(
                value == -3000 ? (NormalCell?)null : new NormalCell(value, 300 + at % 7, -1500, 9000, 10 + at % 3),
                normals.At(row, column));
        }
    }

    /// <summary>A coarser file gives each cell the pixel in which its centre lies, in every statistic the same.</summary>
    [Fact]
    public void Of_a_coarser_file_each_cell_has_the_pixel_of_its_centre()
    {
        var grid = new GeoGrid(5, 4, 15.93, 48.3, 0.2, 4326);
        Write<float>("0115.tif", grid, null, (new("mean"), (row, column) => 0.1f + row * 0.07f + column * 0.01f),
            (new("count"), (row, column) => row * 10 + column));
        var frame = MapFrame.Of(Area.FromBox(16, 47.7, 16.5, 48.2), Cells);
        var (normals, _) = Read(frame, new(Source, "ndvi"), "0115.tif");
        foreach (var (row, column, west, north) in Places(frame))
        {
            var (x, y) = ((int)Math.Floor((west + 0.025 - 15.93) / 0.2), (int)Math.Floor((48.3 - north + 0.025) / 0.2));
            Assert.Equal(
                new NormalCell((int)Math.Round(1000 + y * 700 + x * 100.0), null, null, null, y * 10 + x), normals!.At(row, column));
        }
    }

    /// <summary>UTM at 1 km, masked by its own valid_range, as GDAL's tool warps it, and as points on a fine raster count.</summary>
    [GdalToolsFact]
    public void A_file_in_another_projection_is_as_GDALs_tool_warps_it()
    {
        var grid = new GeoGrid(80, 80, 550_000, 5_380_000, 1000, 32633);
        Write<byte>("plain.tif", grid, 255, (new(""), (row, column) => Sample(row, column) > 250 ? (byte)255 : Sample(row, column)));
        Write<byte>("flags.tif", grid, null, (new(""), Sample));
        WithValidRange("flags.tif", "0701-mean.tif");
        var frame = MapFrame.Of(Area.FromBox(15.9, 48.0, 16.5, 48.4), Cells);
        var (normals, problem) = Read(frame, Clms with { ValidRange = null }, "0701-mean.tif");
        Assert.Null(problem);
        string[] place =
            [.. new[] { frame.West, frame.South, frame.East, frame.North }.Select(side => side.ToString(CultureInfo.InvariantCulture))];
        Tool.Run(GdalToolsFactAttribute.Warp!, ["-q", "-t_srs", "EPSG:4326", "-te", .. place, "-ts", $"{frame.Columns}", $"{frame.Rows}",
            "-r", "average", "-et", "0", "-ot", "Float32", "-dstnodata", "-9999", folder["plain.tif"], folder["warped.tif"]]);
        using var warped = RasterReader.OpenFile(folder["warped.tif"]);
        var expected = new float[frame.Columns * frame.Rows];
        warped.Read(1, 0, 0, frame.Columns, frame.Rows, expected.AsSpan());
        foreach (var (row, column, west, north) in Places(frame))
        {
            var found = normals!.At(row, column)!.Value.Mean;
            Assert.InRange(found - (expected[row * frame.Columns + column] * 40 - 800), -1.01, 1.01);
            Assert.InRange(found - Points(grid, west, north), -150, 150); // 400 points of some 22 pixels
        }
    }

    /// <summary>A world in equal areas, 1 km, of samples that rise from west to east: its ends meet at the antimeridian.</summary>
    [Fact]
    public void A_file_in_another_projection_is_not_averaged_around_the_Earth_at_the_antimeridian()
    {
        double[] x = [-180], y = [-16.9];
        Projection.FromLonLat(6933, x, y);
        var grid = new GeoGrid(34_735, 45, x[0], y[0], 1000, 6933);
        Write<byte>("1201.tif", grid, 255, (new(""), (_, column) => (byte)(column * 250L / grid.Width)));
        var frame = MapFrame.Of(Area.FromBox(179.8, -17.15, -179.8, -17), Cells);
        var (normals, _) = Read(frame, Clms, "1201.tif");
        foreach (var (row, column, _, _) in Places(frame))
            Assert.Equal(column < 4 ? 249 * 40 - 800 : -800, normals!.At(row, column)!.Value.Mean);
    }

    /// <summary>The mean of points spread over a cell.</summary>
    static double Points(GeoGrid grid, double west, double north)
    {
        const int steps = 20;
        double[] x = [.. Enumerable.Range(0, steps * steps).Select(i => west + (i % steps + 0.5) / steps * 0.05)];
        double[] y = [.. Enumerable.Range(0, steps * steps).Select(i => north - (i / steps + 0.5) / steps * 0.05)];
        Projection.FromLonLat(grid.Epsg, x, y);
        var samples = x.Zip(y, (east, up) => Sample((int)((grid.OriginY - up) / 1000), (int)((east - grid.OriginX) / 1000)));
        return samples.Where(sample => sample <= 250).Average(sample => sample * 40 - 800);
    }

    /// <summary>As files keep it that were NetCDF.</summary>
    void WithValidRange(string from, string to)
    {
        var text = Tool.Run(GdalToolsFactAttribute.Translate!, "-q", "-of", "VRT", folder[from], "/vsistdout/");
        File.WriteAllText(folder["range.vrt"], text.Replace(
            "<ColorInterp>", "<Metadata><MDI key=\"valid_range\">{0,250}</MDI></Metadata><ColorInterp>",
            StringComparison.Ordinal));
        Tool.Run(GdalToolsFactAttribute.Translate!, "-q", folder["range.vrt"], folder[to]);
    }

    [Fact]
    public void What_no_index_can_have_is_nodata_and_nothing_at_all_is_said()
    {
        Write<float>("0101.tif", new GeoGrid(4, 4, 16, 48.2, 0.05, 4326), null, (new("mean"), (row, _) => row == 0 ? 1.5f : 0.5f));
        var frame = MapFrame.Of(Area.FromBox(16, 48, 16.2, 48.2), Cells);
        var (normals, _) = Read(frame, new(Source, "ndvi"), "0101.tif");
        Assert.Equal((null, 5000), (normals!.At(0, 0), normals.At(1, 0)!.Value.Mean));
        Assert.StartsWith(
            "has mostly values that no mean of NDVI can have in 0101.tif; expected scale, offset and valid range",
            Read(frame, new(Source, "ndvi", 1000), "0101.tif").Problem, StringComparison.Ordinal);
        Assert.Equal(
            "has no value in the area of the run in 0101.tif",
            Read(MapFrame.Of(Area.FromBox(1, 1, 2, 2), Cells), Clms, "0101.tif").Problem);
    }

    [Fact]
    public void Bands_that_say_nothing_or_the_same_are_refused()
    {
        var (grid, frame) = (new GeoGrid(4, 4, 16, 48.2, 0.05, 4326), MapFrame.Of(Area.FromBox(16, 48, 16.2, 48.2), Cells));
        Write<byte>("0101.tif", grid, null, (new("first"), Sample), (new("second"), Sample));
        Assert.StartsWith("has no mean in 0101.tif; expected", Read(frame, Clms, "0101.tif").Problem, StringComparison.Ordinal);
        Write<byte>("0101-b.tif", grid, null, (new(""), Sample));
        Write<byte>("0101-mean.tif", grid, null, (new(""), Sample));
        Assert.Equal("has two bands of the mean: 0101-b.tif, 0101-mean.tif", Read(frame, Clms, "0101-b.tif", "0101-mean.tif").Problem);
        File.WriteAllText(folder["0101-sd.tif"], "<VRTDataset rasterXSize=\"1\" rasterYSize=\"1\"></VRTDataset>");
        Assert.StartsWith(
            "cannot be read: 0101-sd.tif: ", Read(frame, Clms, "0101-b.tif", "0101-sd.tif").Problem,
            StringComparison.Ordinal);
    }
}

/// <summary>A fact that needs GDAL's tools as judge.</summary>
sealed class GdalToolsFactAttribute : FactAttribute
{
    public static readonly string? Translate = Tool.Find("/usr/bin/gdal_translate"), Warp = Tool.Find("/usr/bin/gdalwarp"),
        Create = Tool.Find("/usr/bin/gdal_create");

    public GdalToolsFactAttribute()
    {
        if (Translate is null || Warp is null || Create is null) Skip = "GDAL's tools are not installed (apt-get install gdal-bin)";
    }
}
