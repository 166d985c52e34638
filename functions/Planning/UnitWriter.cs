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

/// <summary>Writes the work units of the captures taken, going through the kept search pages once more: scenes in full are in memory page by page only.</summary>
public sealed class UnitWriter(ObjectStore store, RunKeys keys, Request request, IReadOnlyList<Capture> taken)
{
    const int ParallelWrites = 32;

    readonly ZoneNeighbours neighbours = new(taken.Select(c => c.Main));
    readonly UnitMask mask = new(request.Mask.Classes, request.Mask.DilationPixels);
    readonly int cellsPerDegree = CellSize.For(request.Area);

    /// <returns>In the order in which the captures were taken.</returns>
    public async Task<IReadOnlyList<PlannedUnit>> Write(int firstPage, CancellationToken cancellation)
    {
        var planned = new ConcurrentDictionary<string, PlannedUnit>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            Gathered(firstPage, cancellation), new ParallelOptions { MaxDegreeOfParallelism = ParallelWrites, CancellationToken = cancellation },
            async (unit, token) => planned[unit.Capture.Main.Id] = await Write(unit.Capture, unit.Granules, token));
        return [.. taken.Select(capture => planned[capture.Main.Id])];
    }

    /// <summary>The captures with their scenes, as soon as the last granule of one has turned up.</summary>
    async IAsyncEnumerable<(Capture Capture, Scene[] Granules)> Gathered(int firstPage, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var wanted = taken.SelectMany(c => c.Granules.Select(g => (g.Id, Capture: c))).ToDictionary(g => g.Id, g => g.Capture, StringComparer.Ordinal);
        var waiting = new Dictionary<string, Scene>(StringComparer.Ordinal);
        await foreach (var page in SearchPages.Read(store, keys, firstPage, cancellation))
            foreach (var scene in page.Scenes)
            {
                if (!wanted.Remove(scene.Id, out var capture)) continue; // passed over, or named a second time
                waiting[scene.Id] = scene;
                if (!capture.Granules.All(g => waiting.ContainsKey(g.Id))) continue;
                yield return (capture, [.. capture.Granules.Select(g => waiting[g.Id])]);
                foreach (var granule in capture.Granules) waiting.Remove(granule.Id);
            }
    }

    async Task<PlannedUnit> Write(Capture capture, Scene[] granules, CancellationToken cancellation)
    {
        var unit = new WorkUnit(granules[0].Id, keys.RunId.ToString(), granules[0], mask, neighbours.Of(capture.Main), cellsPerDegree) 
        {
            AdditionalGranules = granules[1..],
            Output = request.Output,
        };
        var content = JsonSerializer.SerializeToUtf8Bytes(unit, CoreJson.Default.WorkUnit);
        await store.Put(keys.Unit(unit.UnitId), content, "application/json", cancellation);
        return new PlannedUnit(unit.UnitId, Math.Round(capture.Granules.Sum(g => g.DataShare), 4), PlanSeal.Of(content));
    }
}
