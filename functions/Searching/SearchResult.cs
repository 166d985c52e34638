using Vegetation.Core.Scenes;
using Vegetation.Core.Units;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Searching;

/// <summary>What a search found. Only the pages of the catalog that served to the end count: one that broke off left a part.</summary>
/// <param name="Found">In the order of the catalog.</param>
public sealed record SearchResult(IReadOnlyList<Scene> Found, IReadOnlyList<UnreadableItem> Unreadable, SearchSummary Summary)
{
    public static async Task<SearchResult> Load(ObjectStore store, RunKeys keys, CancellationToken cancellation)
    {
        var kept = await store.List(keys.SearchPages, cancellation);
        return From(await store.GetAllJson([.. kept.Select(k => k.Key)], FunctionsJson.Default.SearchPage, cancellation));
    }

    public static SearchResult From(IReadOnlyList<SearchPage> pages)
    {
        var first = pages.Count - 1;
        while (first > 0 && pages[first].Switched is null) first--;
        var served = pages.Skip(Math.Max(first, 0)).ToList();
        return new SearchResult(
            [.. served.SelectMany(p => p.Scenes)],
            [.. served.SelectMany(p => p.Unreadable)],
            new SearchSummary(
                served.LastOrDefault()?.Catalog ?? "",
                served.Count,
                [.. pages.SelectMany(p => p.Switched ?? [])],
                Count(served.SelectMany(p => p.LeftOut))));
    }

    static SortedDictionary<string, int> Count(IEnumerable<PassedOver> leftOut) =>
        new(leftOut.CountBy(p => p.Reason).ToDictionary(), StringComparer.Ordinal);
}
