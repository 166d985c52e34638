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

    /// <param name="room">Its values and, where somebody asks for them, its quotients.</param>
    /// <exception cref="IOException">the disk is full.</exception>
    public void Add(int rank, IndexRoom room)
    {
        file.Write(MemoryMarshal.AsBytes(room.Values.AsSpan()));
        file.Write(MemoryMarshal.AsBytes(room.Exact.AsSpan()));
        ranks.Add(rank);
    }

    /// <summary>Sets values and ranks of a layer to the medians, the lower one of two; reasons where there are too few.</summary>
    public void Finish(IndexRoom room, byte[] reasons, CompositeLayer layer)
    {
        file.Flush();
        var (width, length) = (grid.Pixels.Width, RowsAtOnce * grid.Pixels.Width);
        var strips = ranks.Select(rank => new Strip(rank, new short[length], new float[room.Exact.Length > 0 ? length : 0])).ToList();
        var valid = new (short Value, int Rank, int Strip)[ranks.Count];
        for (var row = 0; row < grid.Pixels.Height; row += RowsAtOnce)
        {
            var (start, count) = (row * width, Math.Min(RowsAtOnce, grid.Pixels.Height - row) * width);
            for (var i = 0; i < strips.Count; i++) Read(strips[i], i, start, count, room);
            for (var pixel = 0; pixel < count; pixel++) Set(strips, pixel, start + pixel, valid, room, reasons, layer);
        }
    }

    public void Dispose() => file.Dispose();

    /// <summary>A few rows of an acquisition.</summary>
    sealed record Strip(int Rank, short[] Values, float[] Exact);

    /// <param name="number">Of the acquisition, in the order in which they were added.</param>
    void Read(Strip strip, int number, int start, int count, IndexRoom room)
    {
        var bytes = ((long)room.Values.Length * sizeof(short)) + ((long)room.Exact.Length * sizeof(float));
        file.Position = (number * bytes) + ((long)start * sizeof(short));
        file.ReadExactly(MemoryMarshal.AsBytes(strip.Values.AsSpan(0, count)));
        if (strip.Exact.Length == 0) return;
        file.Position = (number * bytes) + ((long)room.Values.Length * sizeof(short)) + ((long)start * sizeof(float));
        file.ReadExactly(MemoryMarshal.AsBytes(strip.Exact.AsSpan(0, count)));
    }

    static void Set(
        List<Strip> strips, int pixel, int at, (short Value, int Rank, int Strip)[] valid, IndexRoom room, byte[] reasons,
        CompositeLayer layer)
    {
        var count = 0;
        for (var i = 0; i < strips.Count; i++)
            if (strips[i].Values[pixel] is var value && value != SpectralIndex.Nodata) valid[count++] = (value, strips[i].Rank, i);
        if (count is > 0 and < Compositing.LeastForMedian) reasons[at] = (byte)MaskReason.TooFew;
        if (count < Compositing.LeastForMedian)
        {
            room.Values[at] = SpectralIndex.Nodata;
            if (room.Exact.Length > 0) room.Exact[at] = float.NaN;
            return;
        }
        Array.Sort(valid, 0, count);
        var (median, rank, strip) = valid[(count - 1) / 2];
        (room.Values[at], layer.Ranks[at]) = (median, (byte)rank);
        if (room.Exact.Length > 0) room.Exact[at] = strips[strip].Exact[pixel];
    }
}
