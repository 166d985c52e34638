namespace Vegetation.Raster;

/// <summary>
/// A file in memory that the raster library can open: <see cref="Length"/> bytes, owned here, zero until filled through <see cref="Bytes"/>
/// or <see cref="Slice"/>. Parts that are never touched cost no memory. Readers must be disposed before the file is.
/// </summary>
public sealed unsafe class MemoryFile : IDisposable
{
    static int count;
    readonly Pages pages;
    byte* data;

    public MemoryFile(int length)
    {
        RasterLibrary.Initialise();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        Length = length;
        Path = $"/vsimem/asset-{Interlocked.Increment(ref count)}.tif";
        pages = new Pages(length);
        data = pages.Address;
        try
        {
            Link();
        }
        catch
        {
            pages.Dispose(); // nobody gets this file to dispose it
            throw;
        }
    }

    public int Length { get; }

    /// <summary>The whole content.</summary>
    public Span<byte> Bytes => data == null ? throw new ObjectDisposedException(Path) : new(data, Length);

    /// <summary>A part of the content as memory that asynchronous reads can fill.</summary>
    public Memory<byte> Slice(int start, int length)
    {
        ObjectDisposedException.ThrowIf(data == null, this);
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length - start);
        return new NativeMemoryManager(data + start, length).Memory;
    }

    /// <summary>Behind the last value of its tags, block tables included; 0 where it is no classic little-endian TIFF.</summary>
    public long HeaderEnd => TiffDirectory.EndOfAll(Bytes);

    internal string Path { get; }

    public void Dispose()
    {
        if (data == null) return;
        Gdal.VSIUnlink(Path);
        pages.Dispose();
        data = null;
    }

    void Link()
    {
        using var errors = new ErrorTrap("open", Path);
        var file = Gdal.VSIFileFromMemBuffer(Path, data, (ulong)Length, takeOwnership: 0);
        if (file != 0) Gdal.VSIFCloseL(file); // the name stays until it is unlinked
        errors.Check(file == 0 ? -1 : 0);
    }
}
