using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Functions.Catalogs;

namespace Vegetation.Functions.Searching;

/// <summary>One page of a search as it is kept.</summary>
/// <param name="LeftOut">Scenes that the catalog returned though they do not match: other dates, other areas, too cloudy, other collections.</param>
public sealed record SearchPage(
    int Page, string Catalog, IReadOnlyList<Scene> Scenes, IReadOnlyList<UnreadableItem> Unreadable, IReadOnlyList<RejectedScene> LeftOut, PageLink? Next)
{
    /// <summary>How many items match the whole search, as the catalog counts them on this page; null where it does not say.</summary>
    public long? Matched { get; init; }

    /// <summary>Stands for the ids as the catalog returned them, in any order.</summary>
    public string? ItemsHash { get; init; }

    /// <summary>The catalogs that could not serve before this page: the search began anew with it. Null on all other pages.</summary>
    public IReadOnlyList<CatalogSwitch>? Switched { get; init; }
}
