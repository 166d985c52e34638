using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Core.Zones;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Searching;

/// <summary>
/// Search scenes: validates the request, then asks the catalog page by page and keeps each page in the bucket. It continues after the kept
/// pages, so a repeated call changes nothing, and returns a cursor before its time is up.
/// </summary>
/// <param name="slicesAtOnce">How many slices of the window are in flight.</param>
internal sealed class SceneSearch(
    ObjectStore store, CatalogDirectory catalogs, bool allowLoopback, TimeProvider time,
    int slicesAtOnce = CatalogDirectory.MaxRequestsAtOnce)
{
    /// <summary>To keep a page and to answer.</summary>
    static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(3);

    public async Task<SearchScenesOutput> Run(SearchScenesInput input, Invocation invocation, CancellationToken cancellationToken)
    {
        var (keys, request) = input.RunId is { } run
            ? await Resume(new RunKeys(new RunId(run)), cancellationToken)
            : await Begin(input, cancellationToken);
        var search = new FailoverSearch(request, catalogs,
            (page, token) => store.PutJson(keys.SearchPage(page.Id), page, FunctionsJson.Default.SearchPage, token), slicesAtOnce, time);
        var known = await SearchState.Load(store, keys, request.Window, cancellationToken);
        var state = await search.Run(known, invocation.Deadline - TimeToEnd, cancellationToken);
        return new SearchScenesOutput(keys.RunId.ToString(), state.Scenes, state.IsDone ? null : state.Pages + 1);
    }

    /// <exception cref="InvalidRequestException">Names each field that is wrong.</exception>
    async Task<(RunKeys, Request)> Begin(SearchScenesInput input, CancellationToken cancellationToken)
    {
        var request = RequestReader.Read(input.Asked(), input.StartedAt ?? time.GetUtcNow()).OrThrow();
        if (!allowLoopback && request.Catalogs.FirstOrDefault(CatalogName.IsLoopback) is { } loopback)
            throw new InvalidRequestException(
                [new FieldError("catalogs", loopback, "a catalog on another machine: one on this machine works with ./run only")]);
        if (request.Zones is { IsBuiltIn: false, Features: null } stored && await store.Head(stored.Key, cancellationToken) is null)
            throw NoZones(store, stored);
        var keys = new RunKeys(RunId.For(request, input.ExecutionName ?? "manual"));
        var document = RequestWriter.Write(request);
        if (request.Zones is { Features: { } features } zones)
            await store.Put(zones.Key, features, MediaTypes.GeoJson, cancellationToken);
        var kept = await store.TryGet(keys.Request, cancellationToken) is { } content ? Parse(content) : null;
        if (kept is null || (RequestWriter.Hash(kept) == RequestWriter.Hash(request)
            && (kept.MaxCostUsd, kept.DeadlineMinutes) != (request.MaxCostUsd, request.DeadlineMinutes)))
            await store.Put(keys.Request, document, "application/json", cancellationToken);
        else if (RequestWriter.Hash(kept) != RequestWriter.Hash(request))
            throw new InvalidRequestException(
                [new FieldError("executionName", keys.RunId.ToString(), "a name under which no other request was run")]);
        return (keys, request);
    }

    /// <summary>Said before anything is searched, and again by who reads them.</summary>
    public static InvalidRequestException NoZones(ObjectStore store, ZoneSource source) => new([new FieldError(
        "zones.key", $"s3://{store.Bucket}/{source.Key}, which does not exist", "an object of this bucket: upload it first")]);

    async Task<(RunKeys, Request)> Resume(RunKeys keys, CancellationToken cancellationToken) =>
        (keys, await LoadRequest(store, keys, cancellationToken));

    /// <summary>The request of a run as validated at its start.</summary>
    public static async Task<Request> LoadRequest(ObjectStore store, RunKeys keys, CancellationToken cancellationToken) =>
        Parse(await store.TryGet(keys.Request, cancellationToken)
            ?? throw new FileNotFoundException($"s3://{store.Bucket}/{keys.Request} is missing"));

    static Request Parse(byte[] document)
    {
        using var json = JsonDocument.Parse(document);
        return RequestReader.Read(json.RootElement, DateTimeOffset.UnixEpoch.AddYears(50)).OrThrow();
    }
}
