using Vegetation.Core.Ndvi;
using Vegetation.Core.Work;

namespace Vegetation.Worker.Assets;

/// <summary>A work unit whose scenes are complete, and the files of its granules: those of the scene, then those of its parts.</summary>
internal sealed record FetchedUnit(WorkUnit Unit, IReadOnlyList<SceneFiles> Granules) : IDisposable
{
    public long Bytes => Granules.Sum(files => files.Bytes);
    public TimeSpan Elapsed => Granules.Aggregate(TimeSpan.Zero, (sum, files) => sum + files.Elapsed);

    public void Dispose()
    {
        foreach (var files in Granules) files.Dispose();
    }
}

/// <summary>Fetches a work unit, one granule after the other. If one cannot be had the unit fails with its reason: half an acquisition is not published as a whole.</summary>
internal sealed class UnitFetcher(ItemReader items, SceneFetcher scenes)
{
    /// <exception cref="UnitFailure">as of the first granule that cannot be fetched.</exception>
    public async Task<FetchedUnit> Fetch(WorkUnit unit, CancellationToken stop)
    {
        var complete = unit with { Scene = await items.Complete(unit.Scene, stop), Parts = [] };
        if (unit.Mask.Scl != SclSampling.Linear) // as the post, which takes one scene of a tile
            foreach (var part in unit.Parts) complete = complete with { Parts = [.. complete.Parts, await items.Complete(part, stop)] };
        List<SceneFiles> granules = [];
        try
        {
            foreach (var scene in complete.Granules) granules.Add(await scenes.Fetch(scene, stop));
            return new(complete, granules);
        }
        catch
        {
            granules.ForEach(files => files.Dispose());
            throw;
        }
    }
}
