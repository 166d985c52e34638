using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Vegetation.Worker.Reading;

/// <summary>Work on several threads that have things of their own; the first error is thrown.</summary>
internal static class Parallels
{
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
