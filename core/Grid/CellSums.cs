namespace Vegetation.Core.Grid;

/// <summary>What one tile adds to one cell. Whole numbers, so that sums do not depend on their order.</summary>
public struct CellSum
{
    /// <summary>Pixels owned and observed (not nodata).</summary>
    public long Observed;

    /// <summary>Pixels with NDVI.</summary>
    public long Valid;

    /// <summary>Sum of NDVI x 10000 over the valid pixels.</summary>
    public long Sum;

    /// <summary>Sum of the squares of NDVI x 10000.</summary>
    public long SumSquares;

    /// <summary>Observed pixels of the SCL class snow or ice.</summary>
    public long Snow;

    /// <summary>Observed pixels of the SCL class water.</summary>
    public long Water;

    public void Add(in CellSum other)
    {
        Observed += other.Observed;
        Valid += other.Valid;
        Sum += other.Sum;
        SumSquares += other.SumSquares;
        Snow += other.Snow;
        Water += other.Water;
    }
}

/// <summary>The cells that a tile touches, as they are stored: each [cell, observed, valid, sum, sumSquares, snow, water], ascending by cell.</summary>
public sealed record CellsDocument(int CellsPerDegree, IReadOnlyList<long[]> Cells)
{
    public static CellsDocument From(CellGrid grid, IReadOnlyDictionary<int, CellSum> sums) => new(grid.CellsPerDegree,
    [
        .. sums.OrderBy(s => s.Key).Select(s => new[] { s.Key, s.Value.Observed, s.Value.Valid, s.Value.Sum, s.Value.SumSquares, s.Value.Snow, s.Value.Water }),
    ]);

    public void AddTo(IDictionary<int, CellSum> sums)
    {
        foreach (var cell in Cells)
        {
            sums.TryGetValue((int)cell[0], out var sum);
            sum.Add(new CellSum { Observed = cell[1], Valid = cell[2], Sum = cell[3], SumSquares = cell[4], Snow = cell[5], Water = cell[6] });
            sums[(int)cell[0]] = sum;
        }
    }
}
