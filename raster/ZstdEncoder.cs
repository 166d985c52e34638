using System.Runtime.InteropServices;

namespace Vegetation.Raster;

/// <summary>ZSTD by libzstd, on which libgdal depends.</summary>
internal sealed unsafe partial class ZstdEncoder(int level) : BlockEncoder
{
    internal const string Library = "libzstd.so.1";

    readonly nint context = ZSTD_createCCtx();

    public override int Encode(ReadOnlySpan<byte> block, Span<byte> into)
    {
        fixed (byte* from = block, to = into)
        {
            var length = ZSTD_compressCCtx(context, to, (nuint)into.Length, from, (nuint)block.Length, level);
            return ZSTD_isError(length) == 0 ? (int)length : throw Refused(Library, (long)length);
        }
    }

    public override void Dispose() => ZSTD_freeCCtx(context);

    [LibraryImport(Library)] private static partial nint ZSTD_createCCtx();
    [LibraryImport(Library)] private static partial nuint ZSTD_freeCCtx(nint context);
    [LibraryImport(Library)]
    private static partial nuint ZSTD_compressCCtx(nint context, byte* into, nuint room, byte* from, nuint length, int level);
    [LibraryImport(Library)] private static partial uint ZSTD_isError(nuint code);
}
