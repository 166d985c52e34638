using System.Security.Cryptography;
using System.Text;
using Vegetation.Core.Scenes;
using Vegetation.Functions.Catalogs;

namespace Vegetation.Functions.Searching;

/// <summary>
/// The state of one slice, from its kept pages: what comes next, and enough of the past to notice a catalog that goes in circles.
/// </summary>
internal sealed class SliceState
{
    /// <summary>How many consecutive pages without an item, each with a next link, a catalog may return.</summary>
    public const int MostEmptyPages = 100;

    readonly HashSet<string> seen = new(StringComparer.Ordinal);
    int emptyPages, elsewhere;
    long? lastCount;

    public int Pages { get; private set; }

    public PageLink? Next { get; private set; }

    public bool IsDone => Pages > 0 && Next is null;

    /// <summary>How many items of this slice there are by the catalog's last count; null where it gives none.</summary>
    public long? Matched => lastCount - elsewhere;

    public UnreadableItem? FirstUnreadable { get; private set; }

    public void Add(SearchPage page)
    {
        Pages++;
        Next = page.Next;
        elsewhere += page.Elsewhere ?? 0;
        lastCount = page.Matched ?? lastCount;
        FirstUnreadable ??= page.Unreadable.FirstOrDefault();
        var isEmpty = page.Scenes.Count + page.LeftOut.Count + page.Unreadable.Count + (page.Elsewhere ?? 0) == 0;
        emptyPages = isEmpty ? emptyPages + 1 : 0;
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
