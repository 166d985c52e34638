using SkiaSharp;

namespace Vegetation.Products.Pictures;

/// <summary>
/// The bar of clear shares, and the classes of a coverage picture: colour or hatching, name, how many, and below that the most frequent
/// reasons.
/// </summary>
/// <param name="classes">In the order in which they are drawn.</param>
/// <param name="layout">Rows of which its plot shows nothing are said to lie outside.</param>
/// <param name="hasGround">Whether the plot has places without a tile.</param>
sealed class CoverageLegend(IReadOnlyList<CoverageClass> classes, int width, MapLayout layout, bool hasGround)
{
    const int ColumnWidth = 460, LineHeight = 62, Swatch = 30, Indent = 44, MostReasons = 3;

    public int Height => RampHeight + Lines * LineHeight + 16;

    /// <summary>None where no scene has values.</summary>
    int RampHeight => classes.Any(c => c.Gap is null) ? RampLegend.Height : 0;

    int Columns => width / ColumnWidth;

    int Lines => (classes.Count + Columns - 1) / Columns;

    /// <summary>Column by column, what has values before what has none.</summary>
    public void Draw(Canvas canvas, float left, float top)
    {
        if (RampHeight > 0)
            RampLegend.Draw(
                canvas, canvas.Width / 2f, top, "Processed scenes: clear share of the tile's pixels, %", CoverageClass.ClearShare, 0.2,
                v => Labels.Number(100 * v), apart: null, hasGround ? "no land tile" : null);
        var entries = classes.OrderBy(c => c.Gap is not null).ToList();
        for (var i = 0; i < entries.Count; i++)
            Draw(canvas, entries[i], left + i / Lines * (width / Columns), top + RampHeight + 14 + i % Lines * LineHeight);
    }

    void Draw(Canvas canvas, CoverageClass entry, float x, float y)
    {
        var box = SKRect.Create(x, y, Swatch, Swatch);
        if (entry.IsHatched) Hatching.Fill(canvas, box);
        else
            for (var i = 0; i < Swatch; i++)
                canvas.Fill(SKRect.Create(x + i, y, 1, Swatch), entry.Gap?.Colour ?? CoverageClass.ClearShare.At((double)i / Swatch));
        var (colour, width) = entry.IsMarked ? (Palette.Ink, CoveragePicture.Mark) : (Palette.Soft, 1.5f);
        canvas.Outline(box, colour, width);
        canvas.Text($"{entry.Name}: {Labels.Count(entry.Count)}{Outside(entry)}", x + Indent, y + 24);
        if (entry.Reasons.Count > 0) canvas.Text(Reasons(entry), x + Indent, y + 49, Canvas.SmallSize - 2, colour: Palette.Soft);
    }

    string Outside(CoverageClass entry)
    {
        var outside = entry.Outside(layout, classes);
        return outside == 0 ? "" : outside == entry.Count ? ", outside the frame" : $", {Labels.Count(outside)} outside the frame";
    }

    static string Reasons(CoverageClass entry)
    {
        var said = entry.Reasons.Take(MostReasons).Select(r => $"{r.Reason} {Labels.Count(r.Count)}");
        var others = entry.Reasons.Skip(MostReasons).Sum(r => r.Count);
        return string.Join(" · ", others == 0 ? said : said.Append($"others {Labels.Count(others)}"));
    }
}
