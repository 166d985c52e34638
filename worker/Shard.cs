using Vegetation.Core.Work;
using Vegetation.Raster;
using Vegetation.Worker.Contract;
using Vegetation.Worker.Fetching;
using Vegetation.Worker.Writing;

namespace Vegetation.Worker;

/// <summary>
/// The work units of this instance. As many are computed side by side, whichever are fetched first, and as many others are being fetched
/// meanwhile as <see cref="Capacity"/> allows: one that has to wait holds up no other. Whatever happens to one, it gets a record and the
/// others go on.
/// </summary>
internal sealed class Shard(UnitFetcher fetcher, UnitEnding ending, SceneWriter writer, int attempt, Capacity capacity)
{
    readonly List<Begun> begun = [];
    readonly List<Computed> computed = [];

    /// <param name="Failure">Why there is no unit.</param>
    sealed record Waiting(string UnitId, WorkUnit? Unit, Exception? Failure)
    {
        public UnitLoad Load { get; } = Unit is null ? UnitLoad.None : UnitLoad.Of(Unit);
    }

    /// <summary>A unit on its way. <see cref="Fetched"/> never faults unobserved: it is awaited or disposed of.</summary>
    /// <param name="IsSecond">Its bytes were in doubt, and it is fetched once more.</param>
    sealed record Begun(Waiting Of, Task<FetchedUnit> Fetched, bool IsSecond = false);

    /// <param name="HasEnded">False where it is to be fetched once more.</param>
    sealed record Computed(Begun Unit, int Threads, Task<bool> HasEnded);

    IReadOnlyCollection<UnitLoad> BegunLoads => [.. begun.Select(unit => unit.Of.Load)];
    IReadOnlyCollection<UnitLoad> ComputedLoads => [.. computed.Select(unit => unit.Unit.Of.Load)];

    /// <returns>The records that could be written, in the order in which the units ended; one for each where all is well.</returns>
    /// <exception cref="OperationCanceledException">the worker is to stop; the scenes at work leave nothing behind.</exception>
    public async Task<IReadOnlyList<UnitRecord>> Run(IReadOnlyList<string> unitFiles, CancellationToken cancellationToken)
    {
        using var waiting = unitFiles.Select(Read).GetEnumerator();
        var isMore = waiting.MoveNext();
        try
        {
            while (true)
            {
                var held = ComputeFetched(isMore, cancellationToken);
                for (; isMore && capacity.Admits(waiting.Current.Load, BegunLoads, ComputedLoads); isMore = waiting.MoveNext())
                    begun.Add(Begin(waiting.Current, cancellationToken));
                if (begun.Count + computed.Count == 0) return ending.Records;
                await Task.WhenAny([.. begun.Except(held).Select(unit => unit.Fetched), .. computed.Select(unit => unit.HasEnded)]);
                await TakeEnded(cancellationToken);
            }
        }
        finally
        {
            foreach (var unit in computed) await Settled(unit.HasEnded); // else it would write into folders that are being deleted
            foreach (var unit in begun) if (await Settled(unit.Fetched)) unit.Fetched.Result.Dispose();
        }
    }

    /// <summary>Starts computing what is fetched, in the order in which it was begun.</summary>
    /// <returns>What is fetched and has to wait for threads or memory.</returns>
    List<Begun> ComputeFetched(bool isMore, CancellationToken cancellationToken)
    {
        List<Begun> held = [];
        foreach (var unit in begun.Where(unit => unit.Fetched.IsCompleted).ToList())
        {
            var isLast = begun.Count == 1 && !isMore;
            var busy = computed.Sum(other => other.Threads);
            var threads = capacity.ThreadsFor(unit.Of.Load, BegunLoads, ComputedLoads, busy, isLast);
            if (threads == 0 && unit.Fetched.IsCompletedSuccessfully)
            {
                held.Add(unit);
                continue;
            }
            begun.Remove(unit);
            computed.Add(new(unit, threads, Task.Run(
                () => ending.End(unit.Of.UnitId, unit.Of.Unit, unit.Fetched, unit.IsSecond, threads, cancellationToken),
                CancellationToken.None)));
        }
        return held;
    }

    async Task TakeEnded(CancellationToken cancellationToken)
    {
        foreach (var ended in computed.Where(unit => unit.HasEnded.IsCompleted).ToList())
        {
            computed.Remove(ended);
            if (!await ended.HasEnded)
                begun.Add(ended.Unit with { Fetched = Fetch(ended.Unit.Of.Unit!, cancellationToken), IsSecond = true });
        }
    }

    static Waiting Read(string unitFile)
    {
        var unitId = Path.GetFileNameWithoutExtension(unitFile);
        try
        {
            return new(unitId, UnitReader.Read(unitFile, RasterLibrary.CanCompress), null);
        }
        catch (Exception e)
        {
            return new(unitId, null, e);
        }
    }

    Begun Begin(Waiting next, CancellationToken cancellationToken)
    {
        try
        {
            writer.Begin(next.UnitId, attempt);
            return new(next, next.Unit is { } unit ? Fetch(unit, cancellationToken) : Task.FromException<FetchedUnit>(next.Failure!));
        }
        catch (Exception e)
        {
            return new(next, Task.FromException<FetchedUnit>(e));
        }
    }

    Task<FetchedUnit> Fetch(WorkUnit unit, CancellationToken cancellationToken) =>
        Task.Run(() => fetcher.Fetch(unit, cancellationToken), cancellationToken);

    /// <summary>Waits for the end of a task, and says whether all went well.</summary>
    static async Task<bool> Settled(Task task)
    {
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return task.IsCompletedSuccessfully;
    }
}
