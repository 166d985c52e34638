using Vegetation.Core.Archive;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Products.Maps;
using Vegetation.Raster;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Products.Maps;

/// <summary>Files of other people that are small on disk and large otherwise, and of a part of the Earth only.</summary>
public sealed class ForeignLimitsTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    (ForeignNormals? Normals, string? Problem) Read(string name, MapFrame frame)
    {
        var file = BaselineFile.TryParse(folder[name])!;
        var reader = new ForeignNormalsReader(
            frame, new(BaselineSource.TryParse("s3://other/clms/")!, "ndvi"), new(new(2023, 12, 1), new(2023, 12, 31), [file]));
        return reader.Add(file, file.Key) is { } problem ? (null, problem) : reader.Result();
    }

    /// <summary>A GeoTIFF of which nothing was written: a few kilobytes.</summary>
    void Create(string name, int width, int height, params string[] options) => Tool.Run(
        GdalToolsFactAttribute.Create!, ["-q", "-of", "GTiff", "-outsize", $"{width}", $"{height}", "-ot", "Int16", "-a_srs", "EPSG:4326",
            "-a_ullr", "10", "50", "20", "40", "-co", "SPARSE_OK=TRUE", .. options.SelectMany(option => new[] { "-co", option }),
            folder[name]]);

    static MapFrame Box { get; } = MapFrame.Of(Area.FromBox(16.2, 47.2, 16.4, 47.4), new CellGrid(20));

    [GdalToolsFact]
    public void Blocks_that_unpack_to_more_than_the_function_has_are_refused()
    {
        Create("1201.tif", 6000, 6000, "COMPRESS=DEFLATE", "BLOCKYSIZE=6000");
        Assert.Equal(
            "cannot be read: 1201.tif: its blocks unpack to 68 MiB each; expected at most 64, as after gdal_translate -co TILED=YES",
            Read("1201.tif", Box).Problem);
        Create("0101.tif", 6000, 6000, "COMPRESS=DEFLATE", "BLOCKYSIZE=3000");
        Assert.Null(Read("0101.tif", Box).Problem);
    }

    [GdalToolsFact]
    public void Samples_of_bands_that_stand_together_are_a_block_together()
    {
        Create("1201.tif", 1000, 1000, "COMPRESS=DEFLATE", "BLOCKYSIZE=1000", "INTERLEAVE=PIXEL");
        Tool.Run(GdalToolsFactAttribute.Translate!, ["-q", .. Enumerable.Repeat<string[]>(["-b", "1"], 40).SelectMany(band => band),
            "-co", "INTERLEAVE=PIXEL", "-co", "COMPRESS=DEFLATE", "-co", "BLOCKYSIZE=1000", folder["1201.tif"], folder["0101.tif"]]);
        Assert.StartsWith(
            "cannot be read: 0101.tif: its blocks unpack to 76 MiB", Read("0101.tif", Box).Problem, StringComparison.Ordinal);
    }

    /// <summary>Of 3.6 billion pixels, those under a small map are few.</summary>
    [GdalToolsFact]
    public void More_pixels_under_the_map_than_can_be_read_in_time_are_refused()
    {
        Create("1201.tif", 60_000, 60_000, "COMPRESS=DEFLATE", "TILED=YES", "BLOCKXSIZE=1024", "BLOCKYSIZE=1024");
        Assert.Equal(
            "cannot be read: 1201.tif: more than 1.5 billion of its pixels lie under the map; expected a coarser file, or a smaller area",
            Read("1201.tif", MapFrame.Of(Area.FromBox(10, 40, 20, 50), new CellGrid(20))).Problem);
        Assert.Null(Read("1201.tif", Box).Problem);
    }

    /// <summary>UTM 33 of 12 million pixels: on the other side of the Earth a cell's corners lie all around it.</summary>
    [GdalToolsFact]
    public void A_projected_file_of_a_region_serves_a_map_of_the_Earth()
    {
        CogWriter.Write<float>(
            folder["small.tif"], new GeoGrid(30, 40, 200_000, 6_000_000, 20_000, 32633),
            [Enumerable.Repeat(0.5f, 30 * 40).ToArray()], null, [new BandInfo("")], new());
        Tool.Run(GdalToolsFactAttribute.Translate!, "-q", "-outsize", "3000", "4000", "-co", "TILED=YES", "-co", "COMPRESS=DEFLATE",
            folder["small.tif"], folder["1201.tif"]);
        var frame = MapFrame.Of(Area.FromBox(-180, -90, 180, 90), new CellGrid(20));
        var (normals, problem) = Read("1201.tif", frame);
        Assert.Null(problem);
        foreach (var (row, column) in from row in Enumerable.Range(0, frame.Rows / 9) // a sample: all are 26 million
                                      from column in Enumerable.Range(0, frame.Columns / 9)
                                      select (row * 9, column * 9))
        {
            var (west, north) = (frame.West + column * 0.05, frame.North - row * 0.05);
            var isInside = west is >= 12 and <= 18.5 && north is >= 48 and <= 53;
            var isOutside = west is < 8 or > 22 || north is < 44 or > 56;
            if (isInside) Assert.Equal(5000, normals!.At(row, column)!.Value.Mean);
            if (isOutside && normals!.At(row, column) is not null) Assert.Fail($"a value at {west}, {north}");
        }
    }
}
