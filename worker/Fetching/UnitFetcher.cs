using Vegetation.Core.Work;
using Vegetation.Worker.Contract;

namespace Vegetation.Worker.Fetching;

/// <summary>A work unit whose scenes are complete, and the files of the granules of its first acquisition, the scene's first.</summary>
internal sealed record FetchedUnit(WorkUnit Unit, IReadOnlyList<SceneFiles> Granules) : IDisposable
{
    /// <summary>Why there are no files, where others may stand in for them.</summary>
    public UnitFailure? Failure { get; init; }

    public long Bytes => Granules.Sum(files => files.Bytes);
    public TimeSpan Elapsed => Granules.Aggregate(TimeSpan.Zero, (sum, files) => sum + files.Elapsed);

    public void Dispose()
    {
        foreach (var files in Granules) files.Dispose();
    }
}

/// <summary>
/// Fetches the first acquisition of a work unit, one granule after the other. If one cannot be had the unit fails with its reason: half an
/// acquisition is not published as a whole.
/// </summary>
internal sealed class UnitFetcher(ItemReader items, SceneFetcher scenes)
{
    /// <exception cref="UnitFailure">as of the first granule that cannot be fetched.</exception>
    public Task<FetchedUnit> Fetch(WorkUnit unit, CancellationToken cancellationToken) =>
        unit.Composite is null ? FetchAll(unit, cancellationToken) : FetchOrFail(unit, cancellationToken);

    /// <summary>The same, but that a failure is a part of the result: of a composite an acquisition may be missing.</summary>
    public async Task<FetchedUnit> FetchOrFail(WorkUnit unit, CancellationToken cancellationToken)
    {
        try
        {
            return await FetchAll(unit, cancellationToken);
        }
        catch (UnitFailure failure)
        {
            return new(unit, []) { Failure = failure };
        }
    }

    async Task<FetchedUnit> FetchAll(WorkUnit unit, CancellationToken cancellationToken)
    {
        List<Scene> scenesOfUnit = [];
        foreach (var granule in unit.Granules) scenesOfUnit.Add(await items.Complete(granule, unit.Bands, cancellationToken));
        var complete = unit with { Scene = scenesOfUnit[0], AdditionalGranules = [.. scenesOfUnit.Skip(1)] };
        List<SceneFiles> granules = [];
        try
        {
            foreach (var scene in complete.Granules)
                granules.Add(await scenes.Fetch(scene, unit.Bands, unit.Resolution, cancellationToken));
            return new(complete, granules);
        }
        catch
        {
            granules.ForEach(files => files.Dispose());
            throw;
        }
    }
}
