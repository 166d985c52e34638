using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Functions.Searching;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Planning;

/// <summary>
/// Selects scenes from the kept search pages and writes one work unit for each acquisition; the plan is written last and then stands.
/// </summary>
internal sealed class UnitPlanner(ObjectStore store)
{
    /// <param name="planDigest">The SHA-256 that the plan must have; null at the first attempt.</param>
    /// <returns>The plan and its SHA-256.</returns>
    /// <exception cref="PlanChangedException">The plan was modified or deleted.</exception>
    public async Task<(Plan Plan, string PlanDigest)> Plan(
        RunKeys keys, Request request, string? planDigest, CancellationToken cancellationToken)
    {
        var content = await store.TryGet(keys.Plan, cancellationToken);
        if (planDigest is not null && (content is null || PlanDigests.Of(content) != planDigest))
            throw new PlanChangedException(
                $"s3://{store.Bucket}/{keys.Plan} {(content is null ? "is missing" : $"does not have SHA-256 {planDigest} as planned")}");
        if (content is null)
            await store.Put(keys.Plan, content = await Make(keys, request, cancellationToken), "application/json", cancellationToken);
        return (store.Parse(keys.Plan, content, FunctionsJson.Default.Plan), PlanDigests.Of(content));
    }

    async Task<byte[]> Make(RunKeys keys, Request request, CancellationToken cancellationToken)
    {
        var search = await SearchResult.Load(store, keys, request.Window, cancellationToken);
        var selection = SceneSelection.From(search.Found, request);
        var zones = await new ZonePlanner(store, keys).Plan(request, cancellationToken);
        var writer = new UnitWriter(store, keys, request, selection.Taken, zones?.Index);
        var units = await writer.Write(search.Catalog, cancellationToken);
        var document = new Plan(
            units, search.Found.Count, CellSize.For(request.Area, request.Resolution), [.. search.LeftOut, .. selection.Rejected],
                search.Unreadable)
        {
            Search = search.Summary,
            Hosts = writer.Hosts,
            Zones = zones?.Planned,
            Tiles = ExpectedTiles.Of(request, selection, search),
        };
        // ids and reasons are the catalog's
        return PlainJson.Clean(JsonSerializer.SerializeToUtf8Bytes(document, FunctionsJson.Default.Plan));
    }
}
