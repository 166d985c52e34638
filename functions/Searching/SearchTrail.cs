using System.Security.Cryptography;
using System.Text;
using Vegetation.Core.Units;
using Vegetation.Functions.Catalogs;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Searching;

/// <summary>Where a search stands, from its kept pages: what comes next, and enough of what was to notice that a catalog goes in circles.</summary>
public sealed class SearchTrail
{
    readonly HashSet<string> seen = new(StringComparer.Ordinal);

    public int Pages { get; private set; }

    /// <summary>Scenes found in the catalog that serves.</summary>
    public int Scenes { get; private set; }

    /// <summary>How many of the request's catalogs could not serve.</summary>
    public int Switches { get; private set; }

    public PageLink? Next { get; private set; }

    public bool IsDone => Pages > 0 && Next is null;

    public static async Task<SearchTrail> Load(ObjectStore store, RunKeys keys, CancellationToken cancellation)
    {
        var trail = new SearchTrail();
        await foreach (var page in SearchPages.Read(store, keys, 1, cancellation)) trail.Add(page);
        return trail;
    }

    public void Add(SearchPage page)
    {
        if (page.Switched is { } switched)
        {
            Switches += switched.Count;
            Scenes = 0;
            seen.Clear();
        }
        Pages++;
        Scenes += page.Scenes.Count;
        Next = page.Next;
        if (page.ItemsHash is { } items) seen.Add(items);
        if (page.Next is { } next) seen.Add(Hash(next));
    }

    /// <summary>What is wrong with a page that has been there before, in its items or in where it leads; null when it is new.</summary>
    public string? Repetition(CatalogPage page) =>
        page.Next is { } next && seen.Contains(Hash(next)) ? "its next link leads back to an earlier page"
        : ItemsHash(page) is { } items && seen.Contains(items) ? "it has the items of an earlier page"
        : null;

    /// <summary>The same for the same items in any order; null for a page without items, or without one that has a name, of which a search may have many.</summary>
    public static string? ItemsHash(CatalogPage page)
    {
        var ids = page.Scenes.Select(s => s.Id).Concat(page.Unreadable.Select(u => u.Id)).Where(id => id.Length > 0).Order(StringComparer.Ordinal).ToList();
        return ids.Count == 0 ? null : Hash(string.Join('\n', ids));
    }

    static string Hash(PageLink link) => Hash($"{link.Method} {link.Href}\n{link.Body?.ToJsonString()}");

    static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
