using Vegetation.Core.Indices;
using Vegetation.Products.Ledger;

namespace Vegetation.Products.Report;

/// <summary>A class of gaps on the page, with its tiles: each counts once, by its best scene.</summary>
/// <param name="Colour">As <c>#rrggbb</c>; of what is hatched the lines have the page's own.</param>
sealed record PageGap(string Name, string Colour, bool IsHatched, int Tiles)
{
    public static IReadOnlyList<PageGap> Of(IReadOnlyList<LedgerRow> rows)
    {
        var tiles = TileOutcome.Best(rows).Select(GapClass.Of).OfType<GapClass>().CountBy(gap => gap).ToDictionary();
        return [.. GapClass.All.Select(gap =>
            new PageGap(gap.Name, ColourRamp.Hex(gap.Colour), gap.IsHatched, tiles.GetValueOrDefault(gap)))];
    }

    /// <returns>Of each row the place of its class; null where it has values, or its tile a better row.</returns>
    public static IReadOnlyList<int?> Column(IReadOnlyList<LedgerRow> rows)
    {
        var best = TileOutcome.Best(rows).ToHashSet(ReferenceEqualityComparer.Instance);
        return [.. rows.Select(row => best.Contains(row) && GapClass.Of(row) is { } gap ? PlaceOf(gap) : (int?)null)];
    }

    static int PlaceOf(GapClass gap) => GapClass.All.Index().First(item => item.Item == gap).Index;
}
