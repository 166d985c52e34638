using System.Runtime.InteropServices;

namespace Vegetation.Raster;

/// <summary>DEFLATE in zlib's format by libdeflate, by which libtiff packs too: the same bytes.</summary>
internal sealed unsafe partial class LibdeflateEncoder(int level) : BlockEncoder
{
    readonly nint compressor = libdeflate_alloc_compressor(level);

    public override int Encode(ReadOnlySpan<byte> block, Span<byte> into)
    {
        fixed (byte* from = block, to = into)
        {
            var length = libdeflate_zlib_compress(compressor, from, (nuint)block.Length, to, (nuint)into.Length);
            return length > 0 ? (int)length : throw Refused(Inflater.Library, 0);
        }
    }

    public override void Dispose() => libdeflate_free_compressor(compressor);

    [LibraryImport(Inflater.Library)] private static partial nint libdeflate_alloc_compressor(int level);
    [LibraryImport(Inflater.Library)] private static partial void libdeflate_free_compressor(nint compressor);
    [LibraryImport(Inflater.Library)]
    private static partial nuint libdeflate_zlib_compress(nint compressor, byte* from, nuint length, byte* into, nuint room);
}
