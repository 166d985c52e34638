using System.Runtime.InteropServices;

namespace Vegetation.Raster;

/// <summary>
/// Unpacks blocks of DEFLATE, with predictor 1 or 2, as strictly as zlib's format allows: every bit counts, by the checksum at the end of
/// each block. GDAL would not do: libtiff stops where the block is full and takes a damaged stream that unpacks to more for a good one.
/// </summary>
internal sealed unsafe partial class Inflater : IDisposable
{
    internal const string Library = "libdeflate.so.0";

    readonly nint decompressor;
    readonly bool isDifferenced;

    Inflater(bool isDifferenced) => (decompressor, this.isDifferenced) = (libdeflate_alloc_decompressor(), isDifferenced);

    /// <summary>Whether the library is installed: on Debian and Ubuntu libtiff depends on it.</summary>
    static bool IsThere { get; } = NativeLibrary.TryLoad(Library, typeof(Inflater).Assembly, null, out _);

    /// <summary>For blocks of DEFLATE; null for another predictor, or where the library is missing.</summary>
    public static Inflater? For(Predictor predictor) =>
        IsThere && predictor is Predictor.None or Predictor.Differences ? new(predictor == Predictor.Differences) : null;

    /// <param name="into">Room for the block: rows of rowBytes, all of which it must fill.</param>
    /// <param name="sampleBytes">1, 2 or 4: the predictor's differences are of whole samples, those of float32 too.</param>
    /// <returns>Whether the block is sound.</returns>
    public bool Unpack(ReadOnlySpan<byte> packed, Span<byte> into, int rowBytes, int sampleBytes)
    {
        nuint written;
        fixed (byte* from = packed, to = into)
            if (libdeflate_zlib_decompress(decompressor, from, (nuint)packed.Length, to, (nuint)into.Length, &written) != 0) return false;
        if (written != (nuint)into.Length) return false;
        for (var start = 0; isDifferenced && start < into.Length; start += rowBytes)
            Predictors.Sum(into.Slice(start, rowBytes), sampleBytes);
        return true;
    }

    public void Dispose() => libdeflate_free_decompressor(decompressor);

    [LibraryImport(Library)] private static partial nint libdeflate_alloc_decompressor();
    [LibraryImport(Library)] private static partial void libdeflate_free_decompressor(nint decompressor);
    [LibraryImport(Library)]
    private static partial int libdeflate_zlib_decompress(
        nint decompressor, byte* from, nuint length, void* into, nuint available, nuint* written);
}
