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

    [Fact]
    public void Released_blocks_give_their_memory_back_and_those_that_reach_out_of_the_window_are_still_read()
    {
        using var folder = new TemporaryFolder();
        var grid = Pictures.Grid(1500, 1024);
        var samples = new short[grid.Width * grid.Height];
        new Random(1).NextBytes(MemoryMarshal.AsBytes(samples.AsSpan())); // 0.5 MB a block of 512 x 512
        Pictures.Write(folder["a.tif"], grid, samples);
        using var file = Pictures.InMemory(File.ReadAllBytes(folder["a.tif"]));
        using var reader = RasterReader.OpenMemory(file);
        var before = PresentBytes(file.Bytes);
        reader.ReleaseBlocks(0, 0, 1400, 600); // two whole blocks
        Assert.InRange(before - PresentBytes(file.Bytes), 2 * 500_000, 2 * 530_000);
        reader.ReleaseBlocks(1024, 512, 476, 512); // one at the edges of the raster
        Assert.InRange(before - PresentBytes(file.Bytes), 3 * 490_000, 3 * 530_000);
        var rest = new short[476 * 512];
        reader.Read<short>(1, 1024, 0, 476, 512, rest);
        Assert.Equal(samples[1024..1500], rest[..476]);
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
