using System.Security.Cryptography;
using System.Text;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Functions.Catalogs;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Searching;

/// <summary>
/// The state of a search, from its kept pages: what comes next, and enough of the past to notice a catalog that goes in circles.
/// </summary>
internal sealed class SearchState
{
    /// <summary>How many consecutive pages without an item, each with a next link, a catalog may return.</summary>
    public const int MostEmptyPages = 100;

    readonly HashSet<string> seen = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, int> refused = new(StringComparer.Ordinal);
    UnreadableItem? firstRefused;
    int readable, emptyPages;

    public int Pages { get; private set; }

    /// <summary>Scenes found in the catalog in use.</summary>
    public int Scenes { get; private set; }

    /// <summary>How many of the request's catalogs failed.</summary>
    public int Switches { get; private set; }

    public PageLink? Next { get; private set; }

    /// <summary>Set if the catalog, searched to the end, has items but none that can be read as a scene; otherwise null.</summary>
    public string? Refusal => Pages > 0 && Next is null && readable == 0 && firstRefused is { } first
        ? $"got {refused.Values.Sum()} items; none of them can be read as a scene: " +
          $"{string.Join(", ", refused.Select(r => $"{r.Key} {r.Value}"))}; the first is \"{first.Id}\": {first.Words}"
        : null;

    public bool IsDone => Pages > 0 && Next is null && Refusal is null;

    public static async Task<SearchState> Load(ObjectStore store, RunKeys keys, CancellationToken cancellationToken)
    {
        var state = new SearchState();
        await foreach (var page in SearchPages.Read(store, keys, 1, cancellationToken)) state.Add(page);
        return state;
    }

    public void Add(SearchPage page)
    {
        if (page.Switched is { } switched)
        {
            Switches += switched.Count;
            (Scenes, readable, emptyPages, firstRefused) = (0, 0, 0, null);
            refused.Clear();
            seen.Clear();
        }
        Pages++;
        Scenes += page.Scenes.Count;
        readable += page.Scenes.Count + page.LeftOut.Count;
        emptyPages = page.Scenes.Count + page.LeftOut.Count + page.Unreadable.Count == 0 ? emptyPages + 1 : 0;
        firstRefused ??= page.Unreadable.FirstOrDefault();
        foreach (var item in page.Unreadable) refused[item.Reason] = refused.GetValueOrDefault(item.Reason) + 1;
        Next = page.Next;
        if (page.ItemsHash is { } items) seen.Add(items);
        if (page.Next is { } next) seen.Add(Hash(next));
    }

    /// <summary>Why a page would make the search endless or circular; null if it is new.</summary>
    public string? Problem(CatalogPage page) =>
        page.Next is { } next && seen.Contains(Hash(next)) ? "its next link leads back to an earlier page"
        : ItemsHash(page) is { } items && seen.Contains(items) ? "it repeats the items of an earlier page"
        : page is { IsEmpty: true, Next: not null } && emptyPages == MostEmptyPages ? $"got more than {MostEmptyPages} empty pages in a row"
        : null;

    /// <summary>
    /// The same for the same items in any order; null for a page without items, or without one that has a name, of which a search may have
    /// many.
    /// </summary>
    public static string? ItemsHash(CatalogPage page)
    {
        var ids = page.Scenes.Select(s => s.Id).Concat(page.Unreadable.Select(u => u.Id)).Where(id => id.Length > 0)
            .Order(StringComparer.Ordinal).ToList();
        return ids.Count == 0 ? null : Hash(string.Join('\n', ids));
    }

    static string Hash(PageLink link) => Hash($"{link.Method} {link.Href}\n{link.Body?.ToJsonString()}");

    static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
