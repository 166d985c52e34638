using Vegetation.Core.Work;
using Vegetation.Raster;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Worker;

/// <summary>
/// Faults 31 and 32: files that GDAL's own tool has packed, by codecs that keep every sample and by others. Only the former are decoded.
/// </summary>
public sealed class CodecTests : IAsyncLifetime, IDisposable
{
    static readonly TestScene Scene = TestScene.Random(200, 160);

    readonly ShardRun run = new();
    readonly TemporaryFolder folder = new();
    RangeServer server = null!;
    WorkUnit unit = null!;

    public async Task InitializeAsync()
    {
        server = await RangeServer.Start(run.Time);
        unit = server.Serve(Scene, "a");
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose()
    {
        run.Dispose();
        folder.Dispose();
    }

    [GdalInfoTheory]
    [InlineData("scl", "JPEG", "")]
    [InlineData("scl", "WEBP", "-b 1 -b 1 -b 1")] // takes three bands only
    [InlineData("red", "JPEG", "-ot Byte")]
    [InlineData("red", "LERC", "-co MAX_Z_ERROR=3")]
    [InlineData("nir", "LERC", "-co MAX_Z_ERROR=3")]
    [InlineData("scl", "LERC", "-co MAX_Z_ERROR=1")]
    [InlineData("red", "LERC_ZSTD", "-co MAX_Z_ERROR=3")]
    [InlineData("red", "LERC_DEFLATE", "")] // keeps every sample, which nobody can tell from its header
    [InlineData("red", "LZMA", "")] // likewise, but no scene comes so
    [InlineData("scl", "PACKBITS", "")]
    public async Task Fault_32_a_file_of_another_codec_is_invalid_before_a_pixel_is_decoded(string band, string codec, string options)
    {
        if (!RasterLibrary.CanCompress(codec)) return; // the file cannot be made either
        server.Serve($"a-{band}.tif", Packed(band, codec, options));
        var record = await run.Run(unit);
        Assert.Equal((UnitStatus.Invalid, "codec"), (record.Status, record.Reason));
        Assert.Contains($"{band} is compressed by {codec}; expected DEFLATE", record.Detail, StringComparison.Ordinal);
        Assert.False(record.NeedsAnotherAttempt);
    }

    [GdalInfoTheory]
    [InlineData("LERC", "")]
    [InlineData("LERC", "-co MAX_Z_ERROR=0.5")] // whole numbers stay what they are
    [InlineData("ZSTD", "-co PREDICTOR=2")]
    [InlineData("LZW", "-co PREDICTOR=2")]
    [InlineData("NONE", "")]
    public async Task Fault_31_a_file_of_another_codec_that_keeps_every_sample_is_read(string codec, string options)
    {
        if (!RasterLibrary.CanCompress(codec)) return; // the file cannot be made either
        foreach (var band in new[] { "red", "nir", "scl" }) server.Serve($"a-{band}.tif", Packed(band, codec, options));
        Assert.True((await run.Run(unit)).IsProduct);
        Assert.Equal(Reference.Ndvi(Scene), run.Ndvi());
    }

    byte[] Packed(string band, string codec, string options)
    {
        Scene.Write(folder["plain.tif"], band);
        Tool.Run(GdalInfoFactAttribute.Program!.Replace("gdalinfo", "gdal_translate", StringComparison.Ordinal),
            ["-q", folder["plain.tif"], folder["packed.tif"], "-co", $"COMPRESS={codec}", "-co", "TILED=YES", "-co", "BLOCKXSIZE=64", "-co",
                "BLOCKYSIZE=64",
             .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        return File.ReadAllBytes(folder["packed.tif"]);
    }
}
