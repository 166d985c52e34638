using System.Numerics;
using Vegetation.Raster;

namespace Vegetation.Tests.Raster;

/// <summary>
/// Each type of samples with each predictor and compression, as GDAL's own tool writes them: what was written is read, in whole blocks and
/// in windows.
/// </summary>
public sealed class SampleTypeTests : IDisposable
{
    const int Side = 80; // blocks of 64: whole ones and such that are cut by the edge

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [GdalInfoTheory]
    [InlineData("DEFLATE")]
    [InlineData("LZW")]
    [InlineData("ZSTD")]
    public void Every_type_is_read_with_every_predictor(string compression)
    {
        if (!RasterLibrary.CanCompress(compression)) return; // the file cannot be made either
        for (var predictor = 1; predictor <= 2; predictor++)
        {
            IsRead(i => (byte)(i * 31), compression, predictor);
            IsRead(i => (ushort)(i * 7919), compression, predictor);
            IsRead(i => (short)(i * 7919), compression, predictor);
            IsRead(i => (int)(i * 2654435761L), compression, predictor);
        }
        for (var predictor = 1; predictor <= 3; predictor++) IsRead(i => i * 0.37f - 900, compression, predictor);
    }

    [GdalInfoTheory]
    [InlineData("UInt32")]
    [InlineData("Float64")]
    [InlineData("CInt16")]
    public void A_type_that_is_not_read_is_refused_and_never_guessed(string type)
    {
        Write(i => (short)i, out _);
        Translate("-ot", type, "-co", "COMPRESS=DEFLATE", "-co", "PREDICTOR=1");
        using var file = Pictures.InMemory(File.ReadAllBytes(folder["packed.tif"]));
        Assert.Contains(
            "samples have GDAL's type", Assert.Throws<RasterException>(() => RasterReader.OpenMemory(file)).Detail,
            StringComparison.Ordinal);
    }

    void IsRead<T>(Func<int, T> sample, string compression, int predictor) where T : unmanaged, INumber<T>
    {
        Write(sample, out var written);
        Translate("-co", $"COMPRESS={compression}", "-co", $"PREDICTOR={predictor}");
        using var file = Pictures.InMemory(File.ReadAllBytes(folder["packed.tif"]));
        using var reader = RasterReader.OpenMemory(file);
        var (whole, window) = (new T[Side * Side], new T[30 * 20]);
        reader.Read<T>(1, 0, 0, Side, Side, whole);
        reader.Read<T>(1, 45, 50, 30, 20, window);
        var what = $"{typeof(T).Name}, {compression}, predictor {predictor}";
        Assert.True(written.SequenceEqual(whole), what);
        for (var row = 0; row < 20; row++)
            Assert.True(written.AsSpan((50 + row) * Side + 45, 30).SequenceEqual(window.AsSpan(row * 30, 30)), $"{what}, row {row}");
    }

    void Write<T>(Func<int, T> sample, out T[] samples) where T : unmanaged, INumber<T>
    {
        samples = [.. Enumerable.Range(0, Side * Side).Select(sample)];
        CogWriter.Write<T>(folder["plain.tif"], Pictures.Grid(Side, Side), [samples], null, [new("band")], new("NONE"));
    }

    void Translate(params string[] options) =>
        Tool.Run(GdalInfoFactAttribute.Program!.Replace("gdalinfo", "gdal_translate", StringComparison.Ordinal),
        ["-q", folder["plain.tif"], folder["packed.tif"], "-co", "TILED=YES", "-co", "BLOCKXSIZE=64", "-co", "BLOCKYSIZE=64", .. options]);
}
