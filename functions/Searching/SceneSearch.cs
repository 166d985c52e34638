using System.Text.Json;
using Vegetation.Core.Requests;
using Vegetation.Core.Units;
using Vegetation.Functions.Catalogs;
using Vegetation.Functions.Hosting;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Searching;

/// <summary>
/// Search scenes: validates the request, then asks the catalog page by page and keeps each page in the bucket. It goes on where the last kept page
/// ends, so a repeated call changes nothing, and returns a cursor before its time is up.
/// </summary>
public sealed class SceneSearch(ObjectStore store, HttpClient http, bool allowLoopback, TimeProvider clock)
{
    /// <summary>No page is begun with less time than this left: a page with all its retries ends within it.</summary>
    static readonly TimeSpan TimeForAPage = TimeSpan.FromSeconds(90);

    const int MaxPages = 20_000;

    public async Task<SearchOutput> Run(SearchInput input, Invocation invocation, CancellationToken cancellation)
    {
        var (keys, request) = input.RunId is { } known
            ? await Resume(new RunKeys(new RunId(known)), cancellation)
            : await Begin(input, cancellation);
        var pages = await KeptPages(keys, cancellation);
        var filter = new SceneFilter(request);
        var asked = new HashSet<string>(pages.Select(p => Token(p.Next)));
        while (pages.Count == 0 || pages[^1].Next is not null)
        {
            if (pages.Count > 0 && invocation.Deadline - clock.GetUtcNow() < TimeForAPage) return Output(keys, pages, pages.Count + 1);
            if (pages.Count == MaxPages) throw new CatalogUnavailableException(pages[^1].Catalog, $"its search does not end after {MaxPages} pages");
            var page = await Fetch(request, pages.LastOrDefault(), pages.Count + 1, filter, cancellation);
            if (page.Next is not null && !asked.Add(Token(page.Next)))
                throw new CatalogUnavailableException(page.Catalog, $"its page {page.Page} leads back to an earlier one");
            await store.PutJson(keys.SearchPage(page.Page), page, FunctionsJson.Default.SearchPage, cancellation);
            pages.Add(page);
        }
        return Output(keys, pages, null);
    }

    /// <exception cref="InvalidRequestException">Names each field that is wrong.</exception>
    async Task<(RunKeys, Request)> Begin(SearchInput input, CancellationToken cancellation)
    {
        var request = RequestReader.Read(input.Asked(), input.StartedAt ?? clock.GetUtcNow()).OrThrow();
        if (!allowLoopback && request.Catalogs.FirstOrDefault(c => Catalog(c).IsLoopback) is { } loopback)
            throw new InvalidRequestException([new FieldError("catalogs", loopback, CatalogName.Allowed)]);
        var keys = new RunKeys(RunId.For(request, input.ExecutionName ?? "manual"));
        var document = RequestWriter.Write(request);
        if (await store.TryGet(keys.Request, cancellation) is not { } kept)
            await store.Put(keys.Request, document, "application/json", cancellation);
        else if (RequestWriter.Hash(Parse(kept)) != RequestWriter.Hash(request))
            throw new InvalidRequestException([new FieldError("executionName", keys.RunId.ToString(), "a name that no other request has used")]);
        return (keys, request);
    }

    async Task<(RunKeys, Request)> Resume(RunKeys keys, CancellationToken cancellation) => (keys, await LoadRequest(store, keys, cancellation));

    /// <summary>The request of a run as it was validated when the run began.</summary>
    public static async Task<Request> LoadRequest(ObjectStore store, RunKeys keys, CancellationToken cancellation) =>
        Parse(await store.TryGet(keys.Request, cancellation) ?? throw new FileNotFoundException($"s3://{store.Bucket}/{keys.Request} is missing"));

    static Request Parse(byte[] document)
    {
        using var json = JsonDocument.Parse(document);
        return RequestReader.Read(json.RootElement, DateTimeOffset.UnixEpoch.AddYears(50)).OrThrow();
    }

    async Task<List<SearchPage>> KeptPages(RunKeys keys, CancellationToken cancellation)
    {
        var kept = await store.List(keys.SearchPages, cancellation);
        return [.. await store.GetAllJson([.. kept.Select(k => k.Key)], FunctionsJson.Default.SearchPage, cancellation)];
    }

    async Task<SearchPage> Fetch(Request request, SearchPage? last, int number, SceneFilter filter, CancellationToken cancellation)
    {
        var (catalog, page) = last is null
            ? await FirstPage(request, cancellation)
            : (last.Catalog, await Catalog(last.Catalog).Page(last.Next!, cancellation));
        var accepted = page.Scenes.Where(filter.Accepts).ToList();
        return new SearchPage(number, catalog, accepted, page.Unreadable, page.Scenes.Count - accepted.Count, page.Next);
    }

    /// <summary>The first catalog that answers serves the whole search.</summary>
    async Task<(string Catalog, CatalogPage Page)> FirstPage(Request request, CancellationToken cancellation)
    {
        var problems = new List<CatalogUnavailableException>();
        foreach (var name in request.Catalogs)
        {
            try
            {
                return (name, await Catalog(name).First(request, cancellation));
            }
            catch (CatalogUnavailableException e)
            {
                problems.Add(e);
            }
        }
        throw problems.Count == 1 ? problems[0] : new CatalogUnavailableException("no catalog can serve", string.Join("; ", problems.Select(p => p.Message)));
    }

    StacCatalog Catalog(string name) => CatalogDirectory.Find(name, http, clock);

    static string Token(NextLink? link) => link is null ? "" : link.Href + link.Body?.GetRawText();

    static SearchOutput Output(RunKeys keys, List<SearchPage> pages, int? cursor) => new(keys.RunId.ToString(), pages.Sum(p => p.Scenes.Count), cursor);
}
