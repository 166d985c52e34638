using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Vegetation.Raster;

/// <summary>
/// Unpacks blocks of DEFLATE, with predictor 1 or 2, as strictly as zlib's format allows: every bit counts, by the checksum at the end of
/// each block. GDAL would not do: libtiff stops where the block is full and takes a damaged stream that unpacks to more for a good one.
/// </summary>
internal sealed unsafe partial class Inflater : IDisposable
{
    const string Library = "libdeflate.so.0";

    readonly nint decompressor;
    readonly bool isDifferenced;

    Inflater(bool isDifferenced) => (decompressor, this.isDifferenced) = (libdeflate_alloc_decompressor(), isDifferenced);

    /// <summary>Whether the library is installed: on Debian and Ubuntu libtiff depends on it.</summary>
    static bool IsThere { get; } = NativeLibrary.TryLoad(Library, typeof(Inflater).Assembly, null, out _);

    /// <summary>Null for files that are not packed so, or where the library is missing.</summary>
    public static Inflater? For(string? compression, string? predictor, bool isLittleEndian) =>
        IsThere && isLittleEndian && compression == "DEFLATE" && predictor is null or "1" or "2" ? new(predictor == "2") : null;

    /// <param name="into">Room for the block: rows of rowBytes, all of which it must fill.</param>
    /// <param name="sampleBytes">1, 2 or 4: the predictor's differences are of whole samples, those of float32 too.</param>
    /// <returns>Whether the block is sound.</returns>
    public bool Unpack(ReadOnlySpan<byte> packed, Span<byte> into, int rowBytes, int sampleBytes)
    {
        nuint written;
        fixed (byte* from = packed, to = into)
            if (libdeflate_zlib_decompress(decompressor, from, (nuint)packed.Length, to, (nuint)into.Length, &written) != 0) return false;
        if (written != (nuint)into.Length) return false;
        for (var start = 0; isDifferenced && start < into.Length; start += rowBytes) Sum(into.Slice(start, rowBytes), sampleBytes);
        return true;
    }

    public void Dispose() => libdeflate_free_decompressor(decompressor);

    static void Sum(Span<byte> row, int sampleBytes)
    {
        switch (sampleBytes)
        {
            case 1: Sum(row); break;
            case 2: Sum(MemoryMarshal.Cast<byte, ushort>(row)); break;
            case 4: Sum(MemoryMarshal.Cast<byte, uint>(row)); break;
            default: throw new NotSupportedException($"got samples of {sampleBytes} bytes; expected 1, 2 or 4");
        }
    }

    /// <summary>Each sample becomes the sum of itself and of those before it, sixteen bytes at a time.</summary>
    static void Sum<T>(Span<T> row) where T : unmanaged, IAdditionOperators<T, T, T>
    {
        var (before, done) = (default(T), 0);
        for (; done <= row.Length - Vector128<T>.Count; done += Vector128<T>.Count)
        {
            var sums = Vector128.Create<T>(row[done..]);
            if (sizeof(T) == 1) sums += Moved(sums, Vector128.Create((byte)255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14));
            if (sizeof(T) <= 2) sums += Moved(sums, Vector128.Create((byte)255, 255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13));
            sums += Moved(sums, Vector128.Create((byte)255, 255, 255, 255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
            sums += Moved(sums, Vector128.Create((byte)255, 255, 255, 255, 255, 255, 255, 255, 0, 1, 2, 3, 4, 5, 6, 7));
            sums += Vector128.Create(before);
            sums.CopyTo(row[done..]);
            before = sums[Vector128<T>.Count - 1];
        }
        foreach (ref var sample in row[done..]) sample = before += sample;
    }

    /// <summary>The bytes at these places; 0 where there is no such place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<T> Moved<T>(Vector128<T> vector, Vector128<byte> places) => Vector128.Shuffle(vector.AsByte(), places).As<byte, T>();

    [LibraryImport(Library)] private static partial nint libdeflate_alloc_decompressor();
    [LibraryImport(Library)] private static partial void libdeflate_free_decompressor(nint decompressor);
    [LibraryImport(Library)]
    private static partial int libdeflate_zlib_decompress(
        nint decompressor, byte* from, nuint length, void* into, nuint available, nuint* written);
}
