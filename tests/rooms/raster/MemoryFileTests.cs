using System.Runtime.InteropServices;
using Vegetation.Raster;

namespace Vegetation.Tests.Raster;

public sealed class MemoryFileTests
{
    const int Megabyte = 1 << 20;
    const int HugePage = 2 * Megabyte;

    [Fact]
    public void Of_a_large_file_only_what_is_filled_costs_memory()
    {
        using var file = new MemoryFile(218_693_282);
        new byte[Megabyte].AsSpan().CopyTo(file.Bytes);
        file.Bytes[^1] = 1;
        Assert.InRange(PresentBytes(file.Bytes), Megabyte, Megabyte + (3 * HugePage)); // both places may begin and end within one
    }

    /// <summary>As the kernel tells: bit 63 of a page's eight bytes says that it is in memory.</summary>
    static long PresentBytes(Span<byte> bytes)
    {
        var page = (long)Environment.SystemPageSize;
        long first, last;
        unsafe
        {
            fixed (byte* start = bytes) (first, last) = ((nint)start / page, ((nint)start + bytes.Length - 1) / page);
        }
        var entries = new ulong[last - first + 1];
        using var pages = File.OpenHandle("/proc/self/pagemap");
        RandomAccess.Read(pages, MemoryMarshal.AsBytes(entries.AsSpan()), first * sizeof(ulong));
        return entries.LongCount(entry => entry >> 63 != 0) * page;
    }
}
