using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Searching;

/// <summary>The state of a search in the catalog in use, from its kept pages: its slices and what they found.</summary>
/// <param name="switched">The catalogs that failed before.</param>
internal sealed class SearchState(Window window, IReadOnlyList<CatalogSwitch> switched)
{
    readonly SortedDictionary<int, SliceState> states = new() { [0] = new SliceState() };
    readonly SortedDictionary<string, int> refused = new(StringComparer.Ordinal);
    int readable;

    public IReadOnlyList<CatalogSwitch> Switched => switched;

    public IReadOnlyList<SearchSlice> Slices { get; private set; } = [SearchSlice.Whole(window)];

    /// <summary>Of all slices.</summary>
    public int Pages => states.Values.Sum(s => s.Pages);

    /// <summary>Scenes found; one that was returned twice counts twice.</summary>
    public int Scenes { get; private set; }

    /// <summary>Whether there was neither a scene nor an item that may be one.</summary>
    public bool HasNothing => Scenes + refused.Count == 0;

    /// <summary>How many items there are by the catalog's last counts; null where it gives none.</summary>
    public long? Matched => Slices.Aggregate((long?)0, (sum, slice) => sum + Of(slice).Matched);

    public IEnumerable<SearchSlice> Unfinished => Slices.Where(slice => !Of(slice).IsDone);

    /// <summary>Set if the catalog, searched to the end, has items but none that can be read as a scene; otherwise null.</summary>
    public string? Refusal => !Unfinished.Any() && readable == 0 && states.Values.Select(s => s.FirstUnreadable).OfType<UnreadableItem>()
        .FirstOrDefault() is { } first
        ? $"got {refused.Values.Sum()} items; none of them can be read as a scene: " +
          $"{string.Join(", ", refused.Select(r => $"{r.Key} {r.Value}"))}; the first is \"{first.Id}\": {first.Words}"
        : null;

    public bool IsDone => !Unfinished.Any() && Refusal is null;

    public static async Task<SearchState> Load(ObjectStore store, RunKeys keys, Window window, CancellationToken cancellationToken)
    {
        var state = new SearchState(window, []);
        await foreach (var page in SearchPages.Read(store, keys, 1, cancellationToken)) state = state.After(page);
        return state;
    }

    public SliceState Of(SearchSlice slice) => states[slice.Number];

    /// <summary>From now on slices are searched, and not the whole window.</summary>
    public void Split()
    {
        Slices = SearchSlice.Of(window);
        foreach (var slice in Slices) states[slice.Number] = new SliceState();
    }

    /// <summary>The state after a kept page, which may be that of a later catalog.</summary>
    public SearchState After(SearchPage page)
    {
        var state = (page.Switched?.Count ?? 0) == switched.Count ? this : new SearchState(window, page.Switched!);
        state.Add(page);
        return state;
    }

    public void Add(SearchPage page)
    {
        if (page.Slice is { } number && !states.ContainsKey(number)) Split();
        states[page.Id.Slice].Add(page);
        Scenes += page.Scenes.Count;
        readable += page.Scenes.Count + page.LeftOut.Count + (page.Elsewhere ?? 0);
        foreach (var item in page.Unreadable) refused[item.Reason] = refused.GetValueOrDefault(item.Reason) + 1;
    }
}
