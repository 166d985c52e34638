namespace Vegetation.Raster;

/// <summary>How the samples of an overview are packed, by its own directory: the library tells that of the full resolution.</summary>
internal static class OverviewPacking
{
    const int ReducedResolution = 1, Deflate = 8, OldDeflate = 32946;

    /// <summary>
    /// The predictor of the only overview of a size, of one band, whole bytes and DEFLATE; null where it is packed otherwise, or cannot be
    /// told.
    /// </summary>
    public static Predictor? DeflatedBy(ReadOnlySpan<byte> file, int width, int height)
    {
        Predictor? only = null;
        foreach (var directory in TiffDirectory.All(file))
        {
            var size = (directory.NumberOf(file, TiffDirectory.Width), directory.NumberOf(file, TiffDirectory.Height));
            if (size != (width, height)) continue;
            if (only is not null || !IsPlain(file, directory)) return null;
            only = directory.PredictorIn(file);
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
