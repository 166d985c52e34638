using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Archive;
using Vegetation.Core.Indices;
using Vegetation.Core.Sums;

namespace Vegetation.Products.Tables;

/// <summary>
/// The cells of an archived week as a Parquet table, ascending, so that a reader of one cell reads one group of rows. Sums are exact and of
/// the index x 10000, so that cells and weeks can be added up; mean and standard deviation are of the index.
/// </summary>
public sealed class CellTable
{
    const int RowsOfAGroup = 65_536, Digits = 6;

    readonly Leaf<ReadOnlyMemory<char>> week = Columns.Text("week");
    readonly Leaf<long>[] sums;
    readonly Leaf<long> cell = Columns.Long("cell");
    readonly Leaf<double> longitude = Columns.Double("longitude"), latitude = Columns.Double("latitude"), mean = Columns.Double("mean"),
        deviation = Columns.Double("sd");

    CellTable() => sums = [.. CellSum.Names.Select(Columns.Long)];

    /// <param name="header">What the archived week says of itself; the file's metadata has it as <c>vegetation</c>.</param>
    /// <param name="notice">What the cells are made of.</param>
    public static Task Write(string path, ArchivedWeek header, CellBlocks cells, string notice) =>
        new CellTable().WriteAll(path, header, cells, notice);

    async Task WriteAll(string path, ArchivedWeek header, CellBlocks cells, string notice)
    {
        await using var table = await ParquetTable.Create(
            path, [week, cell, longitude, latitude, mean, deviation, .. sums], RowsOfAGroup);
        var name = header.Week.AsMemory();
        foreach (var (number, sum) in cells.Seen())
        {
            week.Add(name);
            Add(number, sum, cells.Grid);
            await table.EndRow();
        }
        await table.Finish(notice, ("vegetation", JsonSerializer.Serialize(header, CoreJson.Default.ArchivedWeek)));
    }

    void Add(long number, in CellSum sum, CellGrid grid)
    {
        cell.Add(number);
        longitude.Add(Math.Round(((number % grid.Columns) + 0.5) / grid.CellsPerDegree - 180, Digits));
        latitude.Add(Math.Round(90 - (((number / grid.Columns) + 0.5) / grid.CellsPerDegree), Digits));
        mean.Add(sum.Valid == 0 ? null : Stored(Moments.Mean(sum.Valid, sum.Sum)));
        deviation.Add(sum.Valid == 0 ? null : Stored(Moments.StandardDeviation(sum.Valid, sum.Sum, sum.SumSquares)));
        Span<long> figures = stackalloc long[CellSum.Figures];
        sum.CopyTo(figures);
        for (var i = 0; i < figures.Length; i++) sums[i].Add(figures[i]);
    }

    static double Stored(double value) => Math.Round(value * SpectralIndex.Scale, Digits);
}
