using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Functions.Searching;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Planning;

/// <summary>
/// Writes the work units of the selected acquisitions by reading the kept search pages once more: complete scenes are in memory for one
/// page only.
/// </summary>
internal sealed class UnitWriter(ObjectStore store, RunKeys keys, Request request, IReadOnlyList<Acquisition> taken)
{
    const int ParallelWrites = 32;

    readonly ZoneNeighbours neighbours = new(taken.Select(c => c.Primary));
    readonly UnitMask mask = new(request.Mask.Classes, request.Mask.DilationPixels, request.Mask.CloudProbability);
    readonly int cellsPerDegree = CellSize.For(request.Area);

    /// <param name="catalog">The number of the catalog whose pages count.</param>
    /// <returns>In the order in which the acquisitions were taken.</returns>
    public async Task<IReadOnlyList<PlannedUnit>> Write(int catalog, CancellationToken cancellationToken)
    {
        var planned = new ConcurrentDictionary<string, PlannedUnit>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            Gathered(catalog, cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = ParallelWrites, CancellationToken = cancellationToken },
            async (unit, token) => planned[unit.Acquisition.Primary.Id] = await Write(unit.Acquisition, unit.Granules, token));
        return [.. taken.Select(acquisition => planned[acquisition.Primary.Id])];
    }

    /// <summary>The acquisitions with their scenes, each as soon as its last granule was read.</summary>
    async IAsyncEnumerable<(Acquisition Acquisition, Scene[] Granules)> Gathered(
        int catalog, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var wanted = taken.SelectMany(c => c.Granules.Select(g => (g.Id, Acquisition: c)))
            .ToDictionary(g => g.Id, g => g.Acquisition, StringComparer.Ordinal);
        var waiting = new Dictionary<string, Scene>(StringComparer.Ordinal);
        await foreach (var page in SearchPages.Read(store, keys, catalog, cancellationToken))
            foreach (var scene in page.Scenes)
            {
                if (!wanted.Remove(scene.Id, out var acquisition)) continue; // rejected, or listed a second time
                waiting[scene.Id] = scene;
                if (!acquisition.Granules.All(g => waiting.ContainsKey(g.Id))) continue;
                yield return (acquisition, [.. acquisition.Granules.Select(g => waiting[g.Id])]);
                foreach (var granule in acquisition.Granules) waiting.Remove(granule.Id);
            }
    }

    async Task<PlannedUnit> Write(Acquisition acquisition, Scene[] granules, CancellationToken cancellationToken)
    {
        var unit = new WorkUnit(
            granules[0].Id, keys.RunId.ToString(), granules[0], mask, neighbours.Of(acquisition.Primary), cellsPerDegree)
        {
            AdditionalGranules = granules[1..],
            Indices = [.. request.Indices.Select(index => index.Name)],
            Resolution = request.Resolution,
            Output = request.Output,
        };
        var content = JsonSerializer.SerializeToUtf8Bytes(unit, CoreJson.Default.WorkUnit);
        await store.Put(keys.Unit(unit.UnitId), content, "application/json", cancellationToken);
        return new PlannedUnit(unit.UnitId, Math.Round(acquisition.Granules.Sum(g => g.DataShare), 4), PlanDigests.Of(content));
    }
}
