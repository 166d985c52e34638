using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Sensors;
using Vegetation.Core.Sums;
using Vegetation.Products.Tables;
using Vegetation.Tests.Core;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Products.Index;

/// <summary>The cells of an archived week as DuckDB reads them.</summary>
public sealed class CellTableTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static readonly IsoWeek Week = new(2023, 1);

    async Task<string> Write(CellBlocks cells)
    {
        await CellTable.Write(folder["cells.parquet"], PaintedYears.Series.Header(Week, "run"), cells, DataNotice.Generated);
        return $"'{folder["cells.parquet"]}'";
    }

    [Fact]
    public async Task Every_cell_that_was_seen_is_a_row_with_its_exact_sums()
    {
        var grid = new CellGrid(20);
        var cells = new CellBlocks(grid, SpectralIndex.Ndvi);
        var (vienna, sea) = (grid.CellOf(16.37, 48.21), grid.CellOf(-179.99, -89.99));
        cells.Add(CellsDocument.From(grid, new Dictionary<int, CellSum>
        {
            [vienna] = new() { Observed = 9, Clear = 4, Valid = 3, Sum = 10000, SumSquares = 38000000, Snow = 1, Water = 2 },
            [sea] = new() { Observed = 5, Clear = 5, Water = 5 },
        }), "cells");
        var rows = DuckDb.Rows($"SELECT * FROM {await Write(cells)}");
        // 4000, 3000 and another, of which the squares are 38,000,000 in all: mean 0.333333, standard deviation 0.124722
        Assert.Equal(
            ["2023-W01", (long)vienna, 16.375, 48.225, 0.333333, 0.124722, 9L, 4L, 3L, 10000L, 38000000L, 1L, 2L], rows[0].Values);
        Assert.Equal(["2023-W01", (long)sea, -179.975, -89.975, null, null, 5L, 5L, 0L, 0L, 0L, 0L, 5L], rows[1].Values);
        Assert.Equal(
            ["week", "cell", "longitude", "latitude", "mean", "sd", "observed", "clear", "valid", "sum", "sum_squares", "snow", "water"],
            rows[0].Keys);
        Assert.Contains("\"index\":\"ndvi\"", DuckDb.Metadata(folder["cells.parquet"])["vegetation"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cells_ascend_over_groups_of_rows_and_a_filter_finds_each()
    {
        var grid = new CellGrid(200);
        var cells = new CellBlocks(grid, SpectralIndex.Ndvi);
        var sums = new Dictionary<int, CellSum>();
        for (var i = 0; i < 70_000; i++) // three degrees side by side, in two groups
            sums[(i / 500 * grid.Columns) + (i % 500) + 36_000] = new() { Observed = i + 1 };
        cells.Add(CellsDocument.From(grid, sums), "cells");
        var file = await Write(cells);
        Assert.Equal(sums.Keys.Order().Select(cell => (object)(long)cell),
            DuckDb.Rows($"SELECT cell FROM {file}").Select(row => row["cell"]));
        Assert.Equal(2, DuckDb.Count($"(SELECT DISTINCT row_group_id FROM parquet_metadata({file}))"));
        foreach (var cell in new[] { 36_000, 36_499, sums.Keys.Max(), (130 * grid.Columns) + 36_100 })
            Assert.Equal(
                sums[cell].Observed, DuckDb.Rows($"SELECT observed FROM {file} WHERE cell = {cell}").Single()["observed"]);
    }
}
