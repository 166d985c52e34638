using Vegetation.Core.Indices;
using Vegetation.Products.Ledger;
using Vegetation.Products.Pictures;

namespace Vegetation.Products.Report;

/// <summary>A class of gaps on the page, with its tiles: each counts once, by its best scene.</summary>
/// <param name="Outside">Of these those of which the map shows nothing.</param>
/// <param name="Colour">As <c>#rrggbb</c>; of what is hatched the lines have the page's own.</param>
sealed record PageGap(string Name, string Colour, bool IsHatched, int Tiles, int Outside)
{
    /// <param name="layout">Of the map; null where there is none.</param>
    public static IReadOnlyList<PageGap> Of(IReadOnlyList<LedgerRow> rows, MapLayout? layout)
    {
        var classes = CoverageClass.Of(TileOutcome.Best(rows));
        return [.. GapClass.All.Select(gap => Of(gap, classes.FirstOrDefault(one => one.Gap == gap)))];

        PageGap Of(GapClass gap, CoverageClass? tiles) => new(gap.Name, ColourRamp.Hex(gap.Colour), gap.IsHatched, tiles?.Count ?? 0,
            tiles is null || layout is null ? 0 : tiles.Outside(layout.Value, classes));
    }

    /// <returns>Of each row the place of its class; null where it has values, or its tile a better row.</returns>
    public static IReadOnlyList<int?> Column(IReadOnlyList<LedgerRow> rows)
    {
        var best = TileOutcome.Best(rows).ToHashSet(ReferenceEqualityComparer.Instance);
        return [.. rows.Select(row => best.Contains(row) && GapClass.Of(row) is { } gap ? PlaceOf(gap) : (int?)null)];
    }

    static int PlaceOf(GapClass gap) => GapClass.All.Index().First(item => item.Item == gap).Index;
}
