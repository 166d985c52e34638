using Vegetation.Core.Geography;
using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Searching;

/// <summary>
/// What a search found, as far as the selection needs it. Only the pages of the catalog that was searched to the end count.
/// </summary>
internal sealed class SearchResult(Window window)
{
    readonly List<Candidate> found = [];
    readonly List<RejectedScene> leftOut = [];
    readonly List<UnreadableItem> unreadable = [];
    readonly HashSet<string> unreadableTiles = new(StringComparer.Ordinal);
    readonly HashSet<string> words = new(StringComparer.Ordinal);
    SearchState state = new(window, []);
    string catalog = "";

    /// <summary>In the order of the catalog.</summary>
    public IReadOnlyList<Candidate> Found => found;

    /// <summary>Scenes that the catalog returned although they do not match the search.</summary>
    public IReadOnlyList<RejectedScene> LeftOut => leftOut;

    public IReadOnlyList<UnreadableItem> Unreadable => unreadable;

    /// <summary>The tiles for which any catalog, failed ones included, listed an unreadable item.</summary>
    public IReadOnlySet<string> UnreadableTiles => unreadableTiles;

    /// <summary>The number of the catalog whose pages count, from 1.</summary>
    public int Catalog => state.Switched.Count + 1;

    public SearchSummary Summary => new(catalog, state.Pages, state.Switched,
        new SortedDictionary<string, int>(leftOut.CountBy(p => p.Reason).ToDictionary(), StringComparer.Ordinal))
    {
        Items = Items(),
        Matched = state.Matched,
    };

    /// <exception cref="FileNotFoundException">A page is missing, even the last one.</exception>
    public static async Task<SearchResult> Load(ObjectStore store, RunKeys keys, Window window, CancellationToken cancellationToken)
    {
        var result = new SearchResult(window);
        await foreach (var page in SearchPages.Read(store, keys, 1, cancellationToken)) result.Add(page);
        if (result.state.Unfinished.FirstOrDefault() is not { } slice) return result;
        var missing = new SearchPageId(result.Catalog, slice.Number, result.state.Of(slice).Pages + 1);
        throw new FileNotFoundException($"s3://{store.Bucket}/{keys.SearchPage(missing)} is missing");
    }

    public void Add(SearchPage page)
    {
        var before = state;
        state = state.After(page);
        if (state != before) BeginAnew();
        catalog = page.Catalog;
        found.AddRange(page.Scenes.Select(s => Small(Candidate.Of(s))));
        leftOut.AddRange(page.LeftOut.Select(p => p with { Tile = Shared(p.Tile), Reason = Shared(p.Reason) }));
        unreadable.AddRange(page.Unreadable);
        unreadableTiles.UnionWith(page.Unreadable.Select(item => item.Tile).OfType<string>().Select(Shared));
    }

    /// <summary>The distinct items that the catalog gave; each without a name is one.</summary>
    int Items()
    {
        var ids = found.Select(s => s.Id).Concat(leftOut.Select(p => p.SceneId)).Concat(unreadable.Select(u => u.Id));
        return ids.Where(id => id.Length > 0).ToHashSet(StringComparer.Ordinal).Count + unreadable.Count(u => u.Id.Length == 0);
    }

    void BeginAnew()
    {
        found.Clear();
        leftOut.Clear();
        unreadable.Clear();
    }

    /// <summary>Words that thousands of scenes share are kept once.</summary>
    Candidate Small(Candidate scene) => scene with
    {
        Tile = Shared(scene.Tile), Acquisition = Shared(scene.Acquisition), Baseline = scene.Baseline is null ? null
            : Shared(scene.Baseline),
        Datastrip = scene.Datastrip is null ? null : Shared(scene.Datastrip),
    };

    string Shared(string word)
    {
        if (words.TryGetValue(word, out var known)) return known;
        words.Add(word);
        return word;
    }
}
