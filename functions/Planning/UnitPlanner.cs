using Vegetation.Core;
using Vegetation.Core.Grid;
using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;
using Vegetation.Core.Units;
using Vegetation.Functions.Searching;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Planning;

/// <summary>Chooses scenes from the kept search pages and writes one work unit for each; the choice is written last and then stands.</summary>
public sealed class UnitPlanner(ObjectStore store)
{
    const int ParallelWrites = 16;

    public async Task<ChoiceDocument> Plan(RunKeys keys, Request request, CancellationToken cancellation)
    {
        if (await store.TryGetJson(keys.Choice, FunctionsJson.Default.ChoiceDocument, cancellation) is { } made) return made;
        var search = await SearchResult.Load(store, keys, cancellation);
        var choice = SceneChoice.From(search.Found, request.Selection, request.MaxScenes);
        var cellsPerDegree = CellSize.For(request.Area);
        await WriteUnits(keys, request, choice.Taken, cellsPerDegree, cancellation);
        var document = new ChoiceDocument(
            [.. choice.Taken.Select(s => s.Id)], search.Found.Count, cellsPerDegree, choice.PassedOver, search.Unreadable)
        {
            Search = search.Summary,
        };
        await store.PutJson(keys.Choice, document, FunctionsJson.Default.ChoiceDocument, cancellation);
        return document;
    }

    async Task WriteUnits(RunKeys keys, Request request, IReadOnlyList<Scene> scenes, int cellsPerDegree, CancellationToken cancellation)
    {
        var mask = new UnitMask(request.Mask.Classes, request.Mask.DilationPixels, request.Mask.Scl);
        var neighbours = new ZoneNeighbours(scenes);
        await Parallel.ForEachAsync(scenes, new ParallelOptions { MaxDegreeOfParallelism = ParallelWrites, CancellationToken = cancellation },
            async (scene, token) =>
            {
                var unit = new WorkUnit(scene.Id, keys.RunId.ToString(), scene, mask, neighbours.Of(scene), cellsPerDegree) { Output = request.Output };
                await store.PutJson(keys.Unit(unit.UnitId), unit, CoreJson.Default.WorkUnit, token);
            });
    }
}
