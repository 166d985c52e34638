using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Vegetation.Raster;

namespace Vegetation.Worker.Scenes;

/// <summary>Decodes a band block by block on several threads. Each thread has its own reader and its own sums, which are joined at the end.</summary>
internal sealed class BlockDecoder(int threads, CancellationToken stop)
{
    /// <param name="take">Gets each window with its samples, row-major; windows come in any order.</param>
    /// <param name="join">Called once a thread, never at the same time.</param>
    public void Run<TSums>(
        MemoryFile file, IReadOnlyList<PixelWindow> windows, Func<TSums> newSums, Action<PixelWindow, RasterReader, ushort[], TSums> take, Action<TSums> join)
    {
        var largest = windows.Max(window => window.Width * window.Height);
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = stop };
        var gate = new Lock();
        try
        {
            Parallel.ForEach(
                Partitioner.Create(windows, EnumerablePartitionerOptions.NoBuffering),
                options,
                () => (Reader: RasterReader.OpenMemory(file), Samples: new ushort[largest], Sums: newSums()),
                (window, _, mine) =>
                {
                    mine.Reader.Read<ushort>(1, window.ColumnStart, window.RowStart, window.Width, window.Height, mine.Samples);
                    take(window, mine.Reader, mine.Samples, mine.Sums);
                    return mine;
                },
                mine =>
                {
                    mine.Reader.Dispose();
                    lock (gate) join(mine.Sums);
                });
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.Flatten().InnerExceptions[0]);
        }
    }
}
