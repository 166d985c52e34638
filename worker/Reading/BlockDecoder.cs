using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Vegetation.Worker.Reading;

/// <summary>A window of a band, decoded.</summary>
internal readonly record struct DecodedWindow(PixelWindow Window, RasterReader Reader, ushort[] Samples, int Stride)
{
    /// <summary>The samples of one row of the scene.</summary>
    public ReadOnlySpan<ushort> Row(int row) => Samples.AsSpan((row - Window.RowStart) * Stride, Window.Width);

    /// <summary>Whether a part of the window, of its full width, holds nothing but zeros.</summary>
    public bool IsZero(PixelWindow part)
    {
        for (var row = part.RowStart; row < part.RowStop; row++)
            if (Row(row).ContainsAnyExcept((ushort)0)) return false;
        return true;
    }
}

/// <summary>Decodes a band by its own blocks. Each thread has its own reader and its own sums, which are joined at the end.</summary>
internal sealed class BlockDecoder(GeoGrid grid, int threads, CancellationToken cancellationToken)
{
    /// <param name="take">Gets each window; they come in any order.</param>
    /// <param name="join">Called once a thread, never at the same time.</param>
    public void Run<TSums>(BandView band, Func<TSums> newSums, Action<DecodedWindow, TSums> take, Action<TSums> join)
    {
        using var first = band.Open();
        var stride = first.BlockWidth;
        var windows = PixelWindow.Of(grid, stride, first.BlockHeight);
        var largest = stride * Math.Max(first.BlockHeight, windows.Max(window => window.Height));
        var gate = new Lock();
        ForEach(threads, cancellationToken, windows,
            () => (Reader: band.Open(), Samples: new ushort[largest], Sums: newSums()),
            (window, mine) =>
            {
                mine.Reader.Read<ushort>(1, window.ColumnStart, window.RowStart, window.Width, window.Height, mine.Samples, stride);
                take(new(window, mine.Reader, mine.Samples, stride), mine.Sums);
            },
            mine =>
            {
                mine.Reader.Dispose();
                lock (gate) join(mine.Sums);
            });
    }

    /// <summary>Does some work for each item on several threads that have things of their own; the first error is thrown.</summary>
    public static void ForEach<TItem, TOwn>(
        int threads, CancellationToken cancellationToken, IEnumerable<TItem> items,
        Func<TOwn> begin, Action<TItem, TOwn> work, Action<TOwn> end)
    {
        try
        {
            Parallel.ForEach(
                Partitioner.Create(items, EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken },
                begin,
                (item, _, own) =>
                {
                    work(item, own);
                    return own;
                },
                end);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.Flatten().InnerExceptions[0]);
        }
    }
}
