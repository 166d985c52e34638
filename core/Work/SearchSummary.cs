namespace Vegetation.Core.Work;

/// <summary>A catalog that could not serve any more.</summary>
/// <param name="Page">The page at which, from 1.</param>
public sealed record CatalogSwitch(string Catalog, int Page, string Reason);

/// <summary>How the search went.</summary>
/// <param name="Catalog">The one that served.</param>
/// <param name="Switched">Those that could not, in their order, with the reasons.</param>
/// <param name="LeftOut">How many scenes the catalog returned that were not asked for, by reason.</param>
public sealed record SearchSummary(
    string Catalog, int Pages, IReadOnlyList<CatalogSwitch> Switched, IReadOnlyDictionary<string, int> LeftOut)
{
    /// <summary>The distinct items that the catalog gave, scenes or not.</summary>
    public int? Items { get; init; }

    /// <summary>How many there are by the catalog's last count, which may change from page to page. Null where it gives none.</summary>
    public long? Matched { get; init; }
}
