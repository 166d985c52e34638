using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Functions.Catalogs;

namespace Vegetation.Functions.Searching;

/// <summary>One page of a search as it is kept.</summary>
/// <param name="LeftOut">Scenes that the catalog returned although they do not match: other dates, other areas, other collections.</param>
internal sealed record SearchPage(
    int Page, string Catalog, IReadOnlyList<Scene> Scenes, IReadOnlyList<UnreadableItem> Unreadable, IReadOnlyList<RejectedScene> LeftOut,
    PageLink? Next)
{
    /// <summary>How many items match the whole search, as the catalog counts them on this page; null where it does not say.</summary>
    public long? Matched { get; init; }

    /// <summary>A fingerprint of the returned ids, whatever their order.</summary>
    public string? ItemsHash { get; init; }

    /// <summary>The catalogs that failed before this page, with which the search started again. Null on all other pages.</summary>
    public IReadOnlyList<CatalogSwitch>? Switched { get; init; }
}
