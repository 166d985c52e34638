using Vegetation.Core.Indices;

namespace Vegetation.Core.Sums;

/// <summary>What one tile adds to one cell, or all of them. Whole numbers, so that sums do not depend on their order.</summary>
public struct CellSum
{
    /// <summary>Pixels owned and observed (not nodata).</summary>
    public long Observed;

    /// <summary>Observed pixels that the mask keeps and that have a value, water among them.</summary>
    public long Clear;

    /// <summary>Clear pixels of land: all but those of the SCL class water, which is no vegetation.</summary>
    public long Valid;

    /// <summary>Sum of the index x 10000 over the valid pixels.</summary>
    public long Sum;

    /// <summary>Sum of the squares of the index x 10000.</summary>
    public long SumSquares;

    /// <summary>Observed pixels of the SCL class snow or ice.</summary>
    public long Snow;

    /// <summary>Observed pixels of the SCL class water.</summary>
    public long Water;

    /// <summary>
    /// Whether pixels can have these sums: none negative, none more than were observed, clear ones either valid or water, and squares that
    /// such a mean can have.
    /// </summary>
    /// <param name="index">Its range limits the squares, and the pixels: of more the sum of squares would not fit.</param>
    public readonly bool IsPossible(SpectralIndex index) =>
        Observed >= 0 && Observed <= index.MostPixels && Snow >= 0 && Water >= 0 && (Int128)Snow + Water <= Observed
        && Valid >= 0 && Valid <= Clear && Clear <= Observed && Clear - Valid <= Water && Valid <= Observed - Water
        && SumSquares >= 0 && SumSquares <= Valid * index.LargestSquare && (Int128)Sum * Sum <= (Int128)Valid * SumSquares;

    /// <summary>The mean of the index x 10000 over the valid pixels, rounded half away from zero; null without any.</summary>
    public readonly int? Mean => Valid == 0 ? null : (int)Math.Round((double)Sum / Valid, MidpointRounding.AwayFromZero);

    /// <summary>How many figures a cell has, wherever it is stored.</summary>
    public const int Figures = 7;

    /// <summary>Of the figures, in their order.</summary>
    public static IReadOnlyList<string> Names { get; } = ["observed", "clear", "valid", "sum", "sum_squares", "snow", "water"];

    /// <param name="figures">Observed, clear, valid, sum, sumSquares, snow, water.</param>
    public static CellSum Of(ReadOnlySpan<long> figures) => new()
    {
        Observed = figures[0], Clear = figures[1], Valid = figures[2], Sum = figures[3], SumSquares = figures[4],
        Snow = figures[5], Water = figures[6],
    };

    /// <summary>The figures in the same order.</summary>
    public readonly void CopyTo(Span<long> figures) =>
        ((ReadOnlySpan<long>)[Observed, Clear, Valid, Sum, SumSquares, Snow, Water]).CopyTo(figures);

    public void Add(in CellSum other)
    {
        Observed += other.Observed;
        Clear += other.Clear;
        Valid += other.Valid;
        Sum += other.Sum;
        SumSquares += other.SumSquares;
        Snow += other.Snow;
        Water += other.Water;
    }
}

/// <summary>The cells that a tile touches, ascending: each [cell, observed, clear, valid, sum, sumSquares, snow, water].</summary>
public sealed record CellsDocument(int CellsPerDegree, IReadOnlyList<long[]> Cells)
{
    public static CellsDocument From(CellGrid grid, IReadOnlyDictionary<int, CellSum> sums) =>
        new(grid.CellsPerDegree, [.. sums.OrderBy(s => s.Key).Select(s => Row(s.Key, s.Value))]);

    static long[] Row(int cell, in CellSum sum)
    {
        var row = new long[1 + CellSum.Figures];
        row[0] = cell;
        sum.CopyTo(row.AsSpan(1));
        return row;
    }
}
