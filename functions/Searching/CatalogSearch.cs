using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Functions.Catalogs;

namespace Vegetation.Functions.Searching;

/// <summary>
/// Searches one catalog to its end or to the end of the time. A search of more pages than its window has days is sliced: the days are
/// searched side by side. The kept pages are the same whatever the number of those in flight.
/// </summary>
/// <param name="state">What is known of the search; pages are added to it.</param>
/// <param name="keep">Keeps a page.</param>
/// <param name="end">The deadline for all pages.</param>
internal sealed class CatalogSearch(
    Request request, string name, ICatalog catalog, SearchState state, Func<SearchPage, CancellationToken, Task> keep, DateTimeOffset end,
    TimeProvider time)
{
    const int MaxPages = 20_000; // two million scenes: more than a season of the whole Earth

    readonly PageSearch search = new(request, name, catalog, time);
    readonly SemaphoreSlim oneAtATime = new(1);
    CatalogSwitch? failure;
    int kept;

    /// <summary>Each call keeps at least a page, so that a search progresses.</summary>
    bool HasTime => kept == 0 || end - time.GetUtcNow() >= PageSearch.TimeForAPage;

    /// <returns>How the catalog failed; null if it did not.</returns>
    public async Task<CatalogSwitch?> Run(int slicesAtOnce, CancellationToken cancellationToken)
    {
        IReadOnlyList<SearchSlice> searched;
        do
        {
            searched = state.Slices;
            await SideBySide(slicesAtOnce, cancellationToken);
        }
        while (failure is null && state.Slices != searched); // split by its first page
        return failure ?? (state.Refusal is { } refusal ? new CatalogSwitch(name, state.Pages, refusal) : null);
    }

    /// <summary>The first slice that fails stops the others.</summary>
    async Task SideBySide(int slicesAtOnce, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var options = new ParallelOptions { MaxDegreeOfParallelism = slicesAtOnce, CancellationToken = stop.Token };
        try
        {
            await Parallel.ForEachAsync(state.Unfinished.ToList(), options, async (slice, token) =>
            {
                try
                {
                    await Search(slice, token);
                }
                catch (CatalogUnavailableException e)
                {
                    token.ThrowIfCancellationRequested(); // it was stopped, and did not fail
                    var switched = new CatalogSwitch(name, state.Of(slice).Pages + 1, e.Problem) { Slice = slice.Name };
                    Interlocked.CompareExchange(ref failure, switched, null);
                    await stop.CancelAsync();
                }
            });
        }
        catch (OperationCanceledException) when (failure is not null && !cancellationToken.IsCancellationRequested)
        {
        }
    }

    async Task Search(SearchSlice slice, CancellationToken cancellationToken)
    {
        var own = state.Of(slice);
        while (!own.IsDone && HasTime)
        {
            if (state.Pages >= MaxPages) throw new CatalogUnavailableException(name, $"its search did not end after {MaxPages} pages");
            var found = await search.Next(slice, own, end, cancellationToken);
            if (slice.Number == 0 && own.Pages == 0 && IsWorthSlicing(found))
            {
                state.Split();
                return;
            }
            await keep(await Judge(slice, own, found, cancellationToken), cancellationToken);
            Interlocked.Increment(ref kept);
        }
    }

    /// <summary>By the catalog's count of the whole window; a catalog that gives none has more pages if it has a second one.</summary>
    bool IsWorthSlicing(CatalogPage first)
    {
        var slices = SearchSlice.Of(request.Window).Count;
        return catalog.CanBeSliced && slices > 1 && first.Next is not null
            && (first.Matched is not { } matched || matched > slices * (first.Scenes.Count + first.Unreadable.Count));
    }

    /// <summary>
    /// Filters a page and adds it to the state. The last page of a search without a scene is added only if the catalog has what was asked
    /// for.
    /// </summary>
    async Task<SearchPage> Judge(SearchSlice slice, SliceState own, CatalogPage found, CancellationToken cancellationToken)
    {
        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var page = search.Filtered(slice, own, found) with { Switched = state.Switched.Count > 0 ? state.Switched : null };
            var isLast = page.Next is null && state.Unfinished.All(other => other == slice);
            if (isLast && state.HasNothing && page.Scenes.Count + page.Unreadable.Count == 0) await search.Confirm(end, cancellationToken);
            state.Add(page);
            return page;
        }
        finally
        {
            oneAtATime.Release();
        }
    }
}
