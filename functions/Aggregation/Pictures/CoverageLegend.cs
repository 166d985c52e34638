using SkiaSharp;

namespace Vegetation.Functions.Aggregation.Pictures;

/// <summary>The classes of a coverage picture: colour, name, how many, and below that the most frequent reasons.</summary>
sealed class CoverageLegend(IReadOnlyList<CoverageClass> classes, int width)
{
    const int ColumnWidth = 460, LineHeight = 62, Swatch = 30, Indent = 44, MostReasons = 3;

    public int Height => Lines * LineHeight + 16;

    int Columns => width / ColumnWidth;

    int Lines => (classes.Count + Columns - 1) / Columns;

    /// <summary>Column by column, the scenes before the tiles without.</summary>
    public void Draw(Page page, float left, float top)
    {
        var entries = classes.OrderByDescending(c => c.HasScenes).ToList();
        for (var i = 0; i < entries.Count; i++)
            Draw(page, entries[i], left + i / Lines * (width / Columns), top + 14 + i % Lines * LineHeight);
    }

    static void Draw(Page page, CoverageClass entry, float x, float y)
    {
        page.Fill(SKRect.Create(x, y, Swatch, Swatch), entry.Colour);
        page.Outline(SKRect.Create(x, y, Swatch, Swatch));
        page.Text($"{Label(entry)}: {Words.Count(entry.Count)}", x + Indent, y + 24);
        if (entry.Reasons.Count > 0) page.Text(Reasons(entry), x + Indent, y + 49, Page.SmallSize - 2, colour: Palette.Soft);
    }

    static string Label(CoverageClass entry) => entry.HasScenes ? entry.Name : $"no scene, {entry.Name}";

    static string Reasons(CoverageClass entry)
    {
        var said = entry.Reasons.Take(MostReasons).Select(r => $"{r.Reason} {Words.Count(r.Count)}");
        var others = entry.Reasons.Skip(MostReasons).Sum(r => r.Count);
        return string.Join(" · ", others == 0 ? said : said.Append($"others {Words.Count(others)}"));
    }
}
