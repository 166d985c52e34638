using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Functions.Catalogs;

namespace Vegetation.Functions.Searching;

/// <summary>
/// Searches a request's catalogs one after the other until one can serve: the next one starts again, and its pages say why. So all scenes
/// of a search are of one catalog.
/// </summary>
/// <param name="keep">Keeps a page; of several slices at the same time.</param>
/// <param name="slicesAtOnce">How many slices are in flight.</param>
internal sealed class FailoverSearch(
    Request request, CatalogDirectory catalogs, Func<SearchPage, CancellationToken, Task> keep, int slicesAtOnce, TimeProvider time)
{
    /// <returns>The state when the search is done, or when there is no time for another page.</returns>
    /// <exception cref="CatalogUnavailableException">All catalogs failed; it has the reasons of all of them.</exception>
    public async Task<SearchState> Run(SearchState state, DateTimeOffset end, CancellationToken cancellationToken)
    {
        for (; ; )
        {
            var name = request.Catalogs[state.Switched.Count];
            var search = new CatalogSearch(request, name, catalogs.Find(name, request.Bands), state, keep, end, time);
            if (await search.Run(slicesAtOnce, cancellationToken) is not { } failure) return state;
            state = new SearchState(request.Window, [.. state.Switched, failure]);
            if (state.Switched.Count == request.Catalogs.Count) throw Unavailable(state.Switched);
        }
    }

    static CatalogUnavailableException Unavailable(IReadOnlyList<CatalogSwitch> switched) => switched is [var only]
        ? new CatalogUnavailableException(only.Catalog, $"{only.Place}: {only.Reason}")
        : new CatalogUnavailableException(
            "no catalog can serve", string.Join("; ", switched.Select(s => $"{s.Catalog}: {s.Place}: {s.Reason}")));
}
