using Vegetation.Core.Work;
using Vegetation.Raster;
using Vegetation.Worker.Contract;
using Vegetation.Worker.Fetching;
using Vegetation.Worker.Writing;

namespace Vegetation.Worker;

/// <summary>
/// The work units of this instance. One is computed at a time, whichever is fetched first; meanwhile a few others are being fetched, so
/// that one that has to wait holds up no other. Whatever happens to one, it gets a record and the others go on.
/// </summary>
/// <param name="ahead">How many are being fetched, or are ready, while one is computed.</param>
internal sealed class Shard(UnitFetcher fetcher, SceneProcessor processor, SceneWriter writer, SceneLog log, int attempt, int ahead)
{
    /// <summary>A unit on its way. <see cref="Fetched"/> never faults unobserved: it is awaited or disposed of.</summary>
    /// <param name="IsSecond">Its bytes were in doubt, and it is fetched once more.</param>
    sealed record Begun(string UnitId, WorkUnit? Unit, Task<FetchedUnit> Fetched, bool IsSecond = false);

    /// <returns>The records that could be written, in the order in which the units ended; one for each where all is well.</returns>
    /// <exception cref="OperationCanceledException">the worker is to stop; the scene at work leaves nothing behind.</exception>
    public async Task<IReadOnlyList<UnitRecord>> Run(IReadOnlyList<string> unitFiles, CancellationToken cancellationToken)
    {
        List<UnitRecord> records = [];
        List<Begun> begun = [];
        var waiting = new Queue<string>(unitFiles);
        try
        {
            BeginMore(begun, waiting, cancellationToken);
            while (begun.Count > 0)
            {
                var current = await TakeFetched(begun);
                BeginMore(begun, waiting, cancellationToken);
                if (await Finish(current, cancellationToken) is not { } record)
                {
                    begun.Add(FetchAgain(current, cancellationToken));
                    continue;
                }
                if (TryKeep(record)) records.Add(record);
                log.Write(record);
            }
            return records;
        }
        finally
        {
            foreach (var unused in begun)
                if (await Settled(unused.Fetched) is { IsCompletedSuccessfully: true } fetched) fetched.Result.Dispose();
        }
    }

    /// <summary>Takes out one that is fetched or cannot be: where several are, the first of them.</summary>
    static async Task<Begun> TakeFetched(List<Begun> begun)
    {
        await Task.WhenAny(begun.Select(unit => unit.Fetched));
        var fetched = begun.First(unit => unit.Fetched.IsCompleted);
        begun.Remove(fetched);
        return fetched;
    }

    void BeginMore(List<Begun> begun, Queue<string> waiting, CancellationToken cancellationToken)
    {
        while (begun.Count < ahead && waiting.TryDequeue(out var file)) begun.Add(Begin(file, cancellationToken));
    }

    /// <summary>A record that cannot be written is lost, and its unit tried again by the next attempt; the other units go on.</summary>
    bool TryKeep(UnitRecord record)
    {
        try
        {
            writer.Write(record);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"The record of {record.UnitId} cannot be written: {e.Message}");
            return false;
        }
    }

    Begun Begin(string unitFile, CancellationToken cancellationToken)
    {
        var unitId = Path.GetFileNameWithoutExtension(unitFile);
        try
        {
            writer.Begin(unitId, attempt);
            var unit = UnitReader.Read(unitFile, RasterLibrary.CanCompress);
            return new(unitId, unit, Fetch(unit, cancellationToken));
        }
        catch (Exception e)
        {
            return new(unitId, null, Task.FromException<FetchedUnit>(e));
        }
    }

    Begun FetchAgain(Begun doubtful, CancellationToken cancellationToken) =>
        doubtful with { Fetched = Fetch(doubtful.Unit!, cancellationToken), IsSecond = true };

    Task<FetchedUnit> Fetch(WorkUnit unit, CancellationToken cancellationToken) =>
        Task.Run(() => fetcher.Fetch(unit, cancellationToken), cancellationToken);

    /// <summary>
    /// Bytes that changed while they were read, or do not decode, are fetched once more, all of the scene's: a second time they are what
    /// the file holds.
    /// </summary>
    /// <returns>Null where the unit is to be fetched once more.</returns>
    async Task<UnitRecord?> Finish(Begun current, CancellationToken cancellationToken)
    {
        try
        {
            using var fetched = await current.Fetched;
            return processor.Process(fetched, cancellationToken);
        }
        catch (UnitFailure failure)
        {
            return failure.ShouldRefetch && !current.IsSecond ? null : processor.Failure(current.UnitId, current.Unit, failure);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || e is RasterException { Operation: "write" })
        {
            return processor.Failure(current.UnitId, current.Unit, new(Reason.Disk, e.Message, e));
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return processor.Failure(current.UnitId, current.Unit, new(Reason.Unexpected, $"{e.GetType().Name}: {e.Message}", e));
        }
    }

    static async Task<Task<FetchedUnit>> Settled(Task<FetchedUnit> task)
    {
        await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return task;
    }
}
