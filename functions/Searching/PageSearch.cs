using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;
using Vegetation.Functions.Catalogs;

namespace Vegetation.Functions.Searching;

/// <summary>Gets the next page of a slice from a catalog, and filters it.</summary>
/// <param name="name">The catalog's, as the request has it.</param>
internal sealed class PageSearch(Request request, string name, ICatalog catalog, TimeProvider time)
{
    /// <summary>The time that a catalog gets for a page, retries included.</summary>
    public static readonly TimeSpan TimeForAPage = TimeSpan.FromSeconds(80);

    static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(1);

    readonly SceneFilter filter = new(request);

    /// <param name="end">The deadline for the page.</param>
    /// <exception cref="CatalogUnavailableException">The page could not be had by then, or is not a new one.</exception>
    public async Task<CatalogPage> Next(SearchSlice slice, SliceState state, DateTimeOffset end, CancellationToken cancellationToken)
    {
        using var limit = LimitedBy(end, cancellationToken);
        var link = state.Next ?? catalog.First(request with { Window = slice.Window });
        var page = await catalog.Page(link, limit.Token);
        return state.Problem(page) is { } problem ? throw new CatalogUnavailableException(name, problem) : page;
    }

    /// <summary>Asked where a search found no scene.</summary>
    /// <exception cref="CatalogUnavailableException">The catalog has none of the collections, or did not say by then.</exception>
    public async Task Confirm(DateTimeOffset end, CancellationToken cancellationToken)
    {
        using var limit = LimitedBy(end, cancellationToken);
        await catalog.Confirm(limit.Token);
    }

    /// <summary>The page as it is kept; one at a time, since what is known of tiles is shared.</summary>
    public SearchPage Filtered(SearchSlice slice, SliceState state, CatalogPage page)
    {
        var own = page.Scenes.Where(s => slice.Owns(s.Sensed)).ToList();
        var judged = own.Select(s => (Scene: s, RejectionReason: filter.RejectionReason(s, catalog.Collections))).ToList();
        return new SearchPage(
            state.Pages + 1,
            name,
            [.. judged.Where(j => j.RejectionReason is null).Select(j => j.Scene)],
            page.Unreadable,
            [.. judged.Where(j => j.RejectionReason is not null)
                .Select(j => new RejectedScene(j.Scene.Id, j.Scene.Tile, j.RejectionReason!))],
            page.Next)
        {
            Slice = slice.Number == 0 ? null : slice.Number,
            Elsewhere = own.Count == page.Scenes.Count ? null : page.Scenes.Count - own.Count,
            ItemsHash = SliceState.ItemsHash(page),
            Matched = page.Matched,
        };
    }

    CancellationTokenSource LimitedBy(DateTimeOffset end, CancellationToken cancellationToken)
    {
        var left = end - time.GetUtcNow();
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(left < LeastTime ? LeastTime : left < TimeForAPage ? left : TimeForAPage);
        return limit;
    }
}
