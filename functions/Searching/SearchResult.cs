using Vegetation.Core.Geography;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Searching;

/// <summary>
/// What a search found, as far as the selection needs it. Only the pages of the catalog that was searched to the end count.
/// </summary>
internal sealed class SearchResult
{
    readonly List<Candidate> found = [];
    readonly List<RejectedScene> leftOut = [];
    readonly List<UnreadableItem> unreadable = [];
    readonly HashSet<string> unreadableTiles = new(StringComparer.Ordinal);
    readonly List<CatalogSwitch> switched = [];
    readonly HashSet<string> words = new(StringComparer.Ordinal);
    int last;
    long? matched;
    bool isWhole;
    string catalog = "";

    /// <summary>In the order of the catalog.</summary>
    public IReadOnlyList<Candidate> Found => found;

    /// <summary>Scenes that the catalog returned although they do not match the search.</summary>
    public IReadOnlyList<RejectedScene> LeftOut => leftOut;

    public IReadOnlyList<UnreadableItem> Unreadable => unreadable;

    /// <summary>The tiles for which any catalog, failed ones included, listed an unreadable item.</summary>
    public IReadOnlySet<string> UnreadableTiles => unreadableTiles;

    /// <summary>The page from which on pages count.</summary>
    public int FirstPage { get; private set; } = 1;

    public SearchSummary Summary => new(catalog, last == 0 ? 0 : last - FirstPage + 1, switched,
        new SortedDictionary<string, int>(leftOut.CountBy(p => p.Reason).ToDictionary(), StringComparer.Ordinal))
    {
        Items = Items(),
        Matched = matched,
    };

    /// <exception cref="FileNotFoundException">A page is missing, even the last one.</exception>
    public static async Task<SearchResult> Load(ObjectStore store, RunKeys keys, CancellationToken cancellationToken)
    {
        var result = new SearchResult();
        await foreach (var page in SearchPages.Read(store, keys, 1, cancellationToken)) result.Add(page);
        return result.isWhole ? result
            : throw new FileNotFoundException($"s3://{store.Bucket}/{keys.SearchPage(result.last + 1)} is missing");
    }

    public void Add(SearchPage page)
    {
        if (page.Switched is { Count: > 0 }) BeginAnew(page);
        (last, isWhole, catalog, matched) = (page.Page, page.Next is null, page.Catalog, page.Matched ?? matched);
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

    void BeginAnew(SearchPage page)
    {
        switched.AddRange(page.Switched!);
        FirstPage = page.Page;
        found.Clear();
        leftOut.Clear();
        unreadable.Clear();
        matched = null;
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
