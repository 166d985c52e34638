using System.Text.Json.Serialization;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Functions.Catalogs;

namespace Vegetation.Functions.Searching;

/// <summary>One page of a search as it is kept.</summary>
/// <param name="Page">Of its slice, from 1.</param>
/// <param name="LeftOut">Scenes that the catalog returned although they do not match: other dates, other areas, other collections.</param>
internal sealed record SearchPage(
    int Page, string Catalog, IReadOnlyList<Scene> Scenes, IReadOnlyList<UnreadableItem> Unreadable, IReadOnlyList<RejectedScene> LeftOut,
    PageLink? Next)
{
    /// <summary>The number of its slice; null where the whole window is searched at once.</summary>
    public int? Slice { get; init; }

    /// <summary>How many of the catalog's items belong to another slice and are not kept here; null for none.</summary>
    public int? Elsewhere { get; init; }

    /// <summary>How many items match the slice's search, as the catalog counts them on this page; null where it does not say.</summary>
    public long? Matched { get; init; }

    /// <summary>A fingerprint of the returned ids, whatever their order.</summary>
    public string? ItemsHash { get; init; }

    /// <summary>The catalogs that failed before the one of this page. Null where none did.</summary>
    public IReadOnlyList<CatalogSwitch>? Switched { get; init; }

    [JsonIgnore]
    public SearchPageId Id => new(1 + (Switched?.Count ?? 0), Slice ?? 0, Page);
}
