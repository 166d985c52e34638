using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Functions.Searching;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Planning;

/// <summary>Chooses scenes from the kept search pages and writes one work unit for each; the choice is written last and then stands.</summary>
public sealed class UnitPlanner(ObjectStore store)
{
    /// <param name="seal">The SHA-256 that the choice has to have; null where this is the first look at it.</param>
    /// <returns>The choice and its SHA-256.</returns>
    /// <exception cref="PlanChangedException">The choice is another one, or gone.</exception>
    public async Task<(Plan Choice, string Seal)> Plan(RunKeys keys, Request request, string? seal, CancellationToken cancellation)
    {
        var content = await store.TryGet(keys.Choice, cancellation);
        if (seal is not null && (content is null || PlanSeal.Of(content) != seal))
            throw new PlanChangedException($"s3://{store.Bucket}/{keys.Choice} {(content is null ? "is missing" : $"has not the SHA-256 {seal}")}");
        if (content is null) await store.Put(keys.Choice, content = await Choose(keys, request, cancellation), "application/json", cancellation);
        return (store.Parse(keys.Choice, content, FunctionsJson.Default.Plan), PlanSeal.Of(content));
    }

    async Task<byte[]> Choose(RunKeys keys, Request request, CancellationToken cancellation)
    {
        var search = await SearchResult.Load(store, keys, cancellation);
        var choice = SceneChoice.From(search.Found, request);
        var units = await new UnitWriter(store, keys, request, choice.Taken).Write(search.FirstPage, cancellation);
        var document = new Plan(
            units, search.Found.Count, CellSize.For(request.Area), [.. search.LeftOut, .. choice.PassedOver], search.Unreadable)
        {
            Search = search.Summary,
            Tiles = TileLedger.Of(request, choice, search),
        };
        return PlainJson.Clean(JsonSerializer.SerializeToUtf8Bytes(document, FunctionsJson.Default.Plan)); // ids and reasons are the catalog's
    }
}
