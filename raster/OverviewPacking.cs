using System.Globalization;

namespace Vegetation.Raster;

/// <summary>How the samples of an overview are packed, in GDAL's words, by its own directory.</summary>
internal readonly record struct OverviewPacking(string Compression, string? Predictor)
{
    const int ReducedResolution = 1, Deflate = 8, OldDeflate = 32946;

    /// <summary>
    /// Of the only overview of a size, of one band and whole bytes; null where it cannot be told, or is packed otherwise than by DEFLATE.
    /// </summary>
    public static OverviewPacking? Of(ReadOnlySpan<byte> file, int width, int height)
    {
        OverviewPacking? only = null;
        foreach (var directory in TiffDirectory.All(file))
        {
            var size = (directory.NumberOf(file, TiffDirectory.Width), directory.NumberOf(file, TiffDirectory.Height));
            if (size != (width, height)) continue;
            if (only is not null || !IsPlain(file, directory)) return null;
            only = new("DEFLATE", directory.NumberOf(file, TiffDirectory.Predictor)?.ToString(CultureInfo.InvariantCulture));
        }
        return only;
    }

    static bool IsPlain(ReadOnlySpan<byte> file, TiffDirectory directory) =>
        directory.NumberOf(file, TiffDirectory.SubfileType) == ReducedResolution
            && directory.NumberOf(file, TiffDirectory.Compression) is Deflate or OldDeflate
            && directory.NumberOf(file, TiffDirectory.BitsPerSample) is 8 or 16 or 32
            && (directory.NumberOf(file, TiffDirectory.SamplesPerPixel) ?? 1) == 1
            && (directory.NumberOf(file, TiffDirectory.FillOrder) ?? 1) == 1;
}
