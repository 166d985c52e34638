using System.Collections.Concurrent;
using Vegetation.Core.Requests;
using Vegetation.Functions.Catalogs.Geospatial;
using Vegetation.Functions.Searching;

namespace Vegetation.Tests.Functions;

/// <summary>The pages of a search that needs no bucket, and what they hold together.</summary>
sealed record SearchedPages(SearchResult Result, IReadOnlyList<SearchPage> Pages)
{
    public static async Task<SearchedPages> Of(Request request, GeospatialPost? geospatial = null)
    {
        geospatial ??= new GeospatialClient().Post;
        var catalogs = new CatalogDirectory(CatalogDirectory.Http(), geospatial, TimeProvider.System, () => 0);
        var kept = new ConcurrentBag<SearchPage>();
        var search = new FailoverSearch(request, catalogs, (page, _) =>
        {
            kept.Add(page);
            return Task.CompletedTask;
        }, CatalogDirectory.MaxRequestsAtOnce, TimeProvider.System);
        Assert.True((await search.Run(new SearchState(request.Window, []), DateTimeOffset.UtcNow.AddMinutes(5), default)).IsDone);
        var (result, pages) = (new SearchResult(request.Window), kept.OrderBy(page => page.Id).ToList());
        foreach (var page in pages) result.Add(page);
        return new(result, pages);
    }
}
