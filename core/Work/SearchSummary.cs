using System.Text.Json.Serialization;

namespace Vegetation.Core.Work;

/// <summary>A catalog that failed.</summary>
/// <param name="Page">The page at which it failed, from 1.</param>
public sealed record CatalogSwitch(string Catalog, int Page, string Reason)
{
    /// <summary>The first day of the slice of which that was the page; null where the search was not sliced.</summary>
    public string? Slice { get; init; }

    /// <summary>Where it failed, as people read it.</summary>
    [JsonIgnore]
    public string Place => FormattableString.Invariant($"{(Slice is null ? "" : $"{Slice}, ")}page {Page}");
}

/// <summary>A summary of the search.</summary>
/// <param name="Catalog">The one that was used.</param>
/// <param name="Switched">Those that failed before it, in their order, with the reasons.</param>
/// <param name="LeftOut">How many scenes the catalog returned that do not match the search, by reason.</param>
public sealed record SearchSummary(
    string Catalog, int Pages, IReadOnlyList<CatalogSwitch> Switched, IReadOnlyDictionary<string, int> LeftOut)
{
    /// <summary>The number of distinct items that the catalog returned, scenes or not.</summary>
    public int? Items { get; init; }

    /// <summary>How many there are by the catalog's last count, which may change from page to page. Null where it gives none.</summary>
    public long? Matched { get; init; }
}
