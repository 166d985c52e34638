using System.Runtime.InteropServices;
using Vegetation.Core.Composites;
using Vegetation.Worker.Reading;

namespace Vegetation.Worker.Computing;

/// <summary>
/// The values of an index in all acquisitions, kept in a file until all are there, and their medians, a few rows at a time: memory does not
/// grow with their number.
/// </summary>
internal sealed class MedianSpill(string path, WorkingGrid grid) : IDisposable
{
    const int RowsAtOnce = 64;

    readonly FileStream file = new(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
    readonly List<int> ranks = [];

    /// <exception cref="IOException">the disk is full.</exception>
    public void Add(int rank, short[] values)
    {
        file.Write(MemoryMarshal.AsBytes(values.AsSpan()));
        ranks.Add(rank);
    }

    /// <summary>Sets values and ranks of a layer to the medians, the lower one of two; reasons where there are too few.</summary>
    public void Finish(IndexRoom room, byte[] reasons, CompositeLayer layer)
    {
        file.Flush();
        var (width, length) = (grid.Pixels.Width, RowsAtOnce * grid.Pixels.Width);
        var strips = ranks.Select(_ => new short[length]).ToList();
        var valid = new (short Value, int Rank)[ranks.Count];
        for (var row = 0; row < grid.Pixels.Height; row += RowsAtOnce)
        {
            var (start, count) = (row * width, Math.Min(RowsAtOnce, grid.Pixels.Height - row) * width);
            for (var i = 0; i < strips.Count; i++)
                RandomAccess.Read(file.SafeFileHandle, MemoryMarshal.AsBytes(strips[i].AsSpan(0, count)),
                    2L * (((long)i * grid.Count) + start));
            for (var pixel = 0; pixel < count; pixel++) Set(strips, pixel, start + pixel, valid, room, reasons, layer);
        }
    }

    public void Dispose() => file.Dispose();

    void Set(
        List<short[]> strips, int pixel, int at, (short Value, int Rank)[] valid, IndexRoom room, byte[] reasons, CompositeLayer layer)
    {
        var count = 0;
        for (var i = 0; i < strips.Count; i++)
            if (strips[i][pixel] is var value && value != SpectralIndex.Nodata) valid[count++] = (value, ranks[i]);
        if (count is > 0 and < Compositing.LeastForMedian) reasons[at] = (byte)MaskReason.TooFew;
        if (count < Compositing.LeastForMedian)
        {
            room.Values[at] = SpectralIndex.Nodata;
            return;
        }
        Array.Sort(valid, 0, count);
        (room.Values[at], layer.Ranks[at]) = (valid[(count - 1) / 2].Value, (byte)valid[(count - 1) / 2].Rank);
    }
}
