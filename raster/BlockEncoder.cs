namespace Vegetation.Raster;

/// <summary>
/// Packs blocks of a TIFF, one after the other; one for each thread. The same block gives the same bytes, whatever came before.
/// </summary>
internal abstract class BlockEncoder : IDisposable
{
    /// <summary>Enough for what a block packs to, whatever is in it.</summary>
    public static int RoomFor(int bytes) => bytes + (bytes / 64) + 4096;

    /// <param name="into">Of at least <see cref="RoomFor"/> the block.</param>
    /// <returns>How many bytes it packs to.</returns>
    /// <exception cref="RasterException">the library refused.</exception>
    public abstract int Encode(ReadOnlySpan<byte> block, Span<byte> into);

    public abstract void Dispose();

    private protected static RasterException Refused(string library, long code) =>
        new("write", "a block", FormattableString.Invariant($"{library} does not pack it (code {code})"));
}
