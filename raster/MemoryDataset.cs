using System.Buffers;
using System.Globalization;

namespace Vegetation.Raster;

/// <summary>A dataset over the caller's own pixels, which stay pinned while it lives. Nothing is copied.</summary>
internal sealed unsafe class MemoryDataset : IDisposable
{
    static int written;

    readonly List<MemoryHandle> pins = [];

    public MemoryDataset(int width, int height)
    {
        using var errors = new ErrorTrap("write", "memory");
        Handle = Gdal.GDALCreate(Gdal.GDALGetDriverByName("MEM"), "", width, height, 0, (int)SampleType.Byte, null);
        errors.Check(Handle);
    }

    public DatasetHandle Handle { get; }

    /// <summary>Adds a band whose rows of T follow each other without gap; returns the borrowed band.</summary>
    public nint Add<T>(ReadOnlyMemory<T> pixels) where T : unmanaged
    {
        var pin = pixels.Pin();
        pins.Add(pin);
        using var errors = new ErrorTrap("write", "memory");
        // AddBand rather than opening MEM:::DATAPOINTER, which newer versions refuse by default.
        errors.Check(Gdal.GDALAddBand(Handle, (int)SampleTypes.Of<T>(), [$"DATAPOINTER={Address(pin)}", null]));
        return Gdal.GDALGetRasterBand(Handle, Gdal.GDALGetRasterCount(Handle));
    }

    static string Address(MemoryHandle pin) => ((nint)pin.Pointer).ToString(CultureInfo.InvariantCulture);

    /// <summary>Writes a copy as a file of the named driver; on an error no file is left.</summary>
    public void WriteTo(string driver, string path, string?[]? options)
    {
        try
        {
            using var errors = new ErrorTrap("write", path);
            var written = Gdal.GDALCreateCopy(Gdal.GDALGetDriverByName(driver), path, Handle, 1, options, 0, 0);
            errors.Check(written);
            written.Dispose(); // closing flushes: on a full disk it is here that it fails
            errors.Check();
        }
        catch (RasterException)
        {
            if (File.Exists(path)) File.Delete(path);
            throw;
        }
    }

    /// <summary>The bytes of a file that is written under a name in the library's memory.</summary>
    public static byte[] BytesOf(Action<string> write)
    {
        var name = $"/vsimem/written-{Interlocked.Increment(ref written)}";
        try
        {
            write(name);
            ulong length;
            var bytes = Gdal.VSIGetMemFileBuffer(name, &length, 0);
            return new ReadOnlySpan<byte>(bytes, (int)length).ToArray();
        }
        finally
        {
            Gdal.VSIUnlink(name);
        }
    }

    public void Dispose()
    {
        Handle.Dispose();
        pins.ForEach(pin => pin.Dispose());
    }
}
