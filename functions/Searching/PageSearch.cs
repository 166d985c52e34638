using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Functions.Catalogs;

namespace Vegetation.Functions.Searching;

/// <summary>
/// Gets the next page of a search, filtered. If a catalog fails, the search starts again in the request's next one, and the page says
/// why.
/// </summary>
internal sealed class PageSearch(Request request, CatalogDirectory catalogs, TimeProvider time)
{
    /// <summary>The time that one catalog gets for a page, retries included.</summary>
    public static readonly TimeSpan TimeForAPage = TimeSpan.FromSeconds(80);

    static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(1);

    const int MaxPages = 20_000; // two million scenes: more than a season of the whole Earth

    readonly SceneFilter filter = new(request);

    /// <param name="end">The deadline for the page, whichever catalog returns it.</param>
    /// <exception cref="CatalogUnavailableException">All catalogs failed; it has the reasons of all of them.</exception>
    public async Task<SearchPage> Next(SearchState state, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var switched = new List<CatalogSwitch>();
        foreach (var name in request.Catalogs.Skip(state.Switches))
        {
            var from = switched.Count == 0 ? state : new SearchState();
            if (from.Refusal is { } refusal)
            {
                switched.Add(new CatalogSwitch(name, from.Pages, refusal));
                continue;
            }
            try
            {
                return await Fetch(
                    name, state.Pages + 1, from, end, cancellationToken) with { Switched = switched.Count > 0 ? switched : null };
            }
            catch (CatalogUnavailableException e)
            {
                cancellationToken.ThrowIfCancellationRequested();
                switched.Add(new CatalogSwitch(name, from.Pages + 1, e.Problem));
            }
        }
        throw Unavailable(switched);
    }

    async Task<SearchPage> Fetch(string name, int number, SearchState state, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var catalog = catalogs.Find(name, request.Bands);
        if (state.Pages == MaxPages) throw new CatalogUnavailableException(name, $"its search did not end after {MaxPages} pages");
        using var limit = new CancellationTokenSource(TimeUntil(end), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var page = await catalog.Page(state.Next ?? catalog.First(request with { MaxCloudCover = 100 }), either.Token);
        if (state.Problem(page) is { } problem) throw new CatalogUnavailableException(name, problem);
        var filtered = Filtered(number, name, page, catalog.Collections);
        if (page is { Next: null, Unreadable.Count: 0 } && state.Scenes + filtered.Scenes.Count == 0) await catalog.Confirm(either.Token);
        return filtered;
    }

    TimeSpan TimeUntil(DateTimeOffset end)
    {
        var left = end - time.GetUtcNow();
        return left < LeastTime ? LeastTime : left < TimeForAPage ? left : TimeForAPage;
    }

    SearchPage Filtered(int number, string name, CatalogPage page, IReadOnlyList<string> collections)
    {
        var judged = page.Scenes.Select(s => (Scene: s, RejectionReason: filter.RejectionReason(s, collections))).ToList();
        return new SearchPage(
            number,
            name,
            [.. judged.Where(j => j.RejectionReason is null).Select(j => j.Scene)],
            page.Unreadable,
            [.. judged.Where(j => j.RejectionReason is not null)
                .Select(j => new RejectedScene(j.Scene.Id, j.Scene.Tile, j.RejectionReason!))],
            page.Next)
        {
            ItemsHash = SearchState.ItemsHash(page),
            Matched = page.Matched,
        };
    }

    static CatalogUnavailableException Unavailable(List<CatalogSwitch> switched)
    {
        var last = switched[^1];
        return switched.Count == 1
            ? new CatalogUnavailableException(last.Catalog, $"page {last.Page}: {last.Reason}")
            : new CatalogUnavailableException(
                "no catalog can serve", string.Join("; ", switched.Select(s => $"{s.Catalog}: page {s.Page}: {s.Reason}")));
    }
}
