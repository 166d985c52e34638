using Vegetation.Core.Geography;

namespace Vegetation.Worker.Reading;

/// <summary>Which pixels of a grid lie in an area: those whose centre lies in one of its polygons, but not in that one's holes.</summary>
internal sealed class AreaMask
{
    /// <summary>Columns of each row that lie inside, half-open, from west to east, apart from each other.</summary>
    readonly IReadOnlyList<(int Start, int Stop)>[] rows;

    /// <exception cref="RasterException">a position of the area cannot be projected.</exception>
    public AreaMask(Area area, GeoGrid grid)
    {
        var spans = Enumerable.Range(0, grid.Height).Select(_ => new List<(int Start, int Stop)>()).ToArray();
        foreach (var edges in AreaOutline.Of(area, grid)) AddPolygon(edges, spans, grid);
        rows = [.. spans.Select(Joined)];
    }

    /// <summary>The smallest window that holds all pixels of the area; null where there is none.</summary>
    public PixelWindow? Window
    {
        get
        {
            var (first, last) = (Array.FindIndex(rows, row => row.Count > 0), Array.FindLastIndex(rows, row => row.Count > 0));
            if (first < 0) return null;
            var inside = rows.Where(row => row.Count > 0).ToList();
            return new(inside.Min(row => row[0].Start), first, inside.Max(row => row[^1].Stop), last + 1);
        }
    }

    /// <summary>Sets those of the pixels of a window's row that lie outside.</summary>
    public void SetOutside(PixelWindow window, int row, Span<byte> pixels, byte value)
    {
        var done = window.ColumnStart;
        foreach (var (start, stop) in rows[row])
        {
            if (stop <= done) continue;
            if (start >= window.ColumnStop) break;
            if (start > done) pixels[(done - window.ColumnStart)..(start - window.ColumnStart)].Fill(value);
            done = Math.Min(stop, window.ColumnStop);
        }
        pixels[(done - window.ColumnStart)..].Fill(value);
    }

    /// <summary>From one crossing of a row's middle line to the next by turns: outside, inside, outside.</summary>
    static void AddPolygon(IReadOnlyList<PixelEdge> edges, List<(int Start, int Stop)>[] spans, GeoGrid grid)
    {
        var crossings = new List<int>?[grid.Height];
        foreach (var edge in edges) AddCrossings(edge, crossings, grid.Width);
        for (var row = 0; row < crossings.Length; row++)
        {
            if (crossings[row] is not { } columns) continue;
            columns.Sort();
            for (var i = 0; i + 1 < columns.Count; i += 2)
                if (columns[i] < columns[i + 1]) spans[row].Add((columns[i], columns[i + 1]));
        }
    }

    /// <summary>The first column whose centre lies beyond the edge, in each row whose middle line it crosses.</summary>
    static void AddCrossings(PixelEdge edge, List<int>?[] crossings, int width)
    {
        var ((x, y), (toX, toY)) = (edge.From, edge.To);
        var (first, stop) = (Row(Math.Min(y, toY)), Row(Math.Max(y, toY)));
        for (var row = first; row < stop; row++)
            (crossings[row] ??= []).Add(
                (int)Math.Clamp(Math.Ceiling(x + ((row + 0.5 - y) / (toY - y) * (toX - x)) - 0.5), 0, width));

        int Row(double at) => (int)Math.Clamp(Math.Ceiling(at - 0.5), 0, crossings.Length);
    }

    /// <summary>Polygons may touch and overlap.</summary>
    static IReadOnlyList<(int Start, int Stop)> Joined(List<(int Start, int Stop)> spans)
    {
        List<(int Start, int Stop)> joined = [];
        foreach (var span in spans.Order())
            if (joined.Count > 0 && span.Start <= joined[^1].Stop)
                joined[^1] = (joined[^1].Start, Math.Max(joined[^1].Stop, span.Stop));
            else joined.Add(span);
        return joined;
    }
}
