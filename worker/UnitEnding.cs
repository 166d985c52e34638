using Vegetation.Core.Work;
using Vegetation.Raster;
using Vegetation.Worker.Contract;
using Vegetation.Worker.Fetching;
using Vegetation.Worker.Writing;

namespace Vegetation.Worker;

/// <summary>
/// From a fetched unit, or the reason why there is none, to its record and its line in the log. Units may end at the same time.
/// </summary>
internal sealed class UnitEnding(SceneProcessor processor, SceneWriter writer, SceneLog log)
{
    readonly Lock gate = new();
    readonly List<UnitRecord> records = [];

    /// <summary>Those that could be written, in the order in which the units ended.</summary>
    public IReadOnlyList<UnitRecord> Records => records;

    /// <summary>
    /// Bytes that changed while they were read, or do not decode, are fetched once more, all of the scene's: a second time they are what
    /// the file holds.
    /// </summary>
    /// <param name="fetched">Is completed, or has failed.</param>
    /// <returns>False where the unit is to be fetched once more.</returns>
    public bool End(
        string unitId, WorkUnit? unit, Task<FetchedUnit> fetched, bool isSecond, int threads, CancellationToken cancellationToken)
    {
        var (record, failure) = Process(fetched, threads, cancellationToken);
        if (failure is { ShouldRefetch: true } && !isSecond) return false;
        record ??= processor.Failure(unitId, unit, failure!);
        var isKept = TryKeep(record);
        lock (gate)
        {
            if (isKept) records.Add(record);
            log.Write(record);
        }
        return true;
    }

    (UnitRecord? Record, UnitFailure? Failure) Process(Task<FetchedUnit> fetched, int threads, CancellationToken cancellationToken)
    {
        try
        {
            using var unit = fetched.GetAwaiter().GetResult();
            return (processor.Process(unit, threads, cancellationToken), null);
        }
        catch (UnitFailure failure)
        {
            return (null, failure);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || e is RasterException { Operation: "write" })
        {
            return (null, new(Reason.Disk, e.Message, e));
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return (null, new(Reason.Unexpected, $"{e.GetType().Name}: {e.Message}", e));
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
}
