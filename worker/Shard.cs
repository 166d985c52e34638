using Vegetation.Core.Units;
using Vegetation.Raster;
using Vegetation.Worker.Assets;
using Vegetation.Worker.Contract;
using Vegetation.Worker.Products;

namespace Vegetation.Worker;

/// <summary>
/// The work units of this instance, one after the other; while one is computed the next is fetched, and no more than that.
/// Whatever happens to one, it gets a record and the others go on.
/// </summary>
internal sealed class Shard(UnitFetcher fetcher, SceneProcessor processor, ProductWriter writer, SceneLog log, int attempt)
{
    /// <summary>A unit on its way. <see cref="Fetched"/> never faults unobserved: it is awaited or disposed of.</summary>
    sealed record Begun(string UnitId, WorkUnit? Unit, Task<FetchedUnit> Fetched);

    /// <returns>The records that could be written, one for each unit where all is well.</returns>
    /// <exception cref="OperationCanceledException">the worker is to stop; the scene at work leaves nothing behind.</exception>
    public async Task<IReadOnlyList<UnitRecord>> Run(IReadOnlyList<string> unitFiles, CancellationToken stop)
    {
        List<UnitRecord> records = [];
        var next = unitFiles.Count > 0 ? Begin(unitFiles[0], stop) : null;
        try
        {
            for (var i = 0; next is { } current; i++)
            {
                next = null;
                await Settled(current.Fetched);
                if (i + 1 < unitFiles.Count) next = Begin(unitFiles[i + 1], stop);
                var record = await Finish(current, stop);
                if (TryKeep(record)) records.Add(record);
                log.Write(record);
            }
            return records;
        }
        finally
        {
            if (next is not null && await Settled(next.Fetched) is { IsCompletedSuccessfully: true } unused) unused.Result.Dispose();
        }
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

    Begun Begin(string unitFile, CancellationToken stop)
    {
        var unitId = Path.GetFileNameWithoutExtension(unitFile);
        try
        {
            writer.Begin(unitId, attempt);
            var unit = UnitReader.Read(unitFile, RasterLibrary.CanCompress);
            return new(unitId, unit, Task.Run(() => fetcher.Fetch(unit, stop), stop));
        }
        catch (Exception e)
        {
            return new(unitId, null, Task.FromException<FetchedUnit>(e));
        }
    }

    async Task<UnitRecord> Finish(Begun current, CancellationToken stop)
    {
        try
        {
            return await Process(current, stop);
        }
        catch (UnitFailure failure)
        {
            return processor.Failure(current.UnitId, current.Unit, failure);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || e is RasterException { Operation: "write" })
        {
            return processor.Failure(current.UnitId, current.Unit, new(UnitStatus.Failed, "disk", e.Message, e));
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            return processor.Failure(current.UnitId, current.Unit, new(UnitStatus.Failed, "unexpected", $"{e.GetType().Name}: {e.Message}", e));
        }
    }

    /// <summary>Bytes that changed while they were read, or do not decode, are fetched once more, all of the scene's: a second time they are what the file holds.</summary>
    async Task<UnitRecord> Process(Begun current, CancellationToken stop)
    {
        try
        {
            using var fetched = await current.Fetched;
            return processor.Process(fetched, stop);
        }
        catch (UnitFailure failure) when (failure.DoubtsBytes)
        {
            using var again = await fetcher.Fetch(current.Unit!, stop);
            return processor.Process(again, stop);
        }
    }

    static async Task<Task<FetchedUnit>> Settled(Task<FetchedUnit> task)
    {
        await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return task;
    }
}
