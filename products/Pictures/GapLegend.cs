using SkiaSharp;
using Vegetation.Products.Ledger;

namespace Vegetation.Products.Pictures;

/// <summary>What it means where a map has no value: a swatch for each class that it has, in lines of three.</summary>
static class GapLegend
{
    const int Columns = 3, ColumnWidth = 330, LineHeight = 44, Width = 52, Height = 30;

    /// <summary>The colour of what is hatched is that of its lines.</summary>
    static readonly (string Name, uint Colour)[] All =
    [
        (GapClass.NothingClear.Name, GapClass.NothingClear.Colour), ("water only", Palette.Water),
        (GapClass.NotObserved.Name, GapClass.NotObserved.Colour), (GapClass.Failed.Name, GapClass.Failed.Colour),
        ("no land tile", Palette.NoValue), ("not compared", Palette.NotCompared),
    ];

    public static int HeightOf(IReadOnlySet<uint> gaps) =>
        (All.Count(entry => gaps.Contains(entry.Colour)) + Columns - 1) / Columns * LineHeight;

    /// <param name="gaps">The colours of those that the map has.</param>
    public static void Draw(Canvas canvas, float centre, float top, IReadOnlySet<uint> gaps)
    {
        var left = centre - Columns * ColumnWidth / 2f;
        foreach (var (place, entry) in All.Where(entry => gaps.Contains(entry.Colour)).Index())
            Draw(canvas, entry.Name, entry.Colour, left + place % Columns * ColumnWidth, top + place / Columns * LineHeight);
    }

    static void Draw(Canvas canvas, string name, uint colour, float x, float y)
    {
        var box = SKRect.Create(x, y, Width, Height);
        if (name == GapClass.NotObserved.Name) Hatching.Fill(canvas, box);
        else canvas.Fill(box, colour);
        canvas.Outline(box);
        canvas.Text(name, x + Width + 14, y + 22, Canvas.SmallSize);
    }
}
