using FsCheck.Xunit;
using Vegetation.Core.Geography;
using Vegetation.Core.Indices;
using Vegetation.Core.Sums;

namespace Vegetation.Tests.Core;

public sealed class CellBlocksTests
{
    static readonly CellGrid Grid = new(20);
    static readonly int Last = Grid.Rows * Grid.Columns - 1;

    static CellSum Sum(int valid, int ndvi) =>
        new()
        {
            Observed = valid + 5, Clear = valid + 1, Valid = valid, Snow = 1, Water = 2,
            Sum = (long)valid * ndvi, SumSquares = (long)valid * ndvi * ndvi,
        };

    /// <summary>A tile's cells: a hundred here and there, the corners of the Earth among them.</summary>
    static CellsDocument Tile(int seed)
    {
        var random = new Random(seed);
        int[] cells = [0, Grid.Columns - 1, Last, .. Enumerable.Range(0, 100).Select(_ => random.Next(Last))];
        return CellsDocument.From(Grid, cells.Distinct().ToDictionary(
            cell => cell, _ => Sum(random.Next(300_000), random.Next(-10_000, 10_001))));
    }

    static CellBlocks Of(params IEnumerable<CellsDocument> tiles)
    {
        var blocks = new CellBlocks(Grid, SpectralIndex.Ndvi);
        foreach (var tile in tiles) blocks.Add(tile, "a tile");
        return blocks;
    }

    static byte[] Bytes(CellBlocks blocks)
    {
        using var stream = new MemoryStream();
        blocks.WriteTo(stream);
        return stream.ToArray();
    }

    static CellBlocks Read(CellBlocks into, byte[] bytes)
    {
        into.Read(new MemoryStream(bytes), "parts/00007-cells");
        return into;
    }

    [Fact]
    public void Tiles_in_any_order_and_any_parts_give_the_same_bytes()
    {
        var tiles = Enumerable.Range(1, 12).Select(Tile).ToArray();
        var bytes = Bytes(Of(tiles));
        Assert.Equal(bytes, Bytes(Of(tiles.Reverse())));
        var parts = tiles.Chunk(5).Reverse().Select(part => Bytes(Of(part)));
        Assert.Equal(bytes, Bytes(parts.Aggregate(new CellBlocks(Grid, SpectralIndex.Ndvi), Read)));
    }

    [Fact]
    public void What_was_written_is_what_was_added_at_every_cell()
    {
        var tile = Tile(3);
        var back = Read(new CellBlocks(Grid, SpectralIndex.Ndvi), Bytes(Of(tile, tile)));
        foreach (var cell in tile.Cells)
        {
            var sum = back.At((int)cell[0] / Grid.Columns, (int)cell[0] % Grid.Columns);
            Assert.Equal(cell[1..].Select(n => 2 * n), [sum.Observed, sum.Clear, sum.Valid, sum.Sum, sum.SumSquares, sum.Snow, sum.Water]);
        }
        Assert.Equal(0, back.At(1, 1).Observed);
    }

    [Fact]
    public void Only_what_was_seen_takes_room()
    {
        Assert.InRange(Bytes(new CellBlocks(Grid, SpectralIndex.Ndvi)).Length, 1, 10);
        Assert.InRange(Bytes(Of(Tile(1))).Length, 103 * 12, 103 * 40);
        var before = GC.GetAllocatedBytesForCurrentThread();
        // Within one degree.
        var blocks = Of(new CellsDocument(20, [.. Enumerable.Range(0, 20).Select(i => new long[] { i, 3, 0, 0, 0, 0, 0, 0 })]));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 600_000);
        Assert.Equal(3, blocks.At(0, 19).Observed);
    }

    [Property(MaxTest = 500)]
    public bool Sums_of_any_pixels_are_possible_and_their_clear_ones_are_valid_or_water(int seed)
    {
        var random = new Random(seed);
        var sum = new CellSum();
        for (var i = random.Next(40); i > 0; i--) sum.Add(Pixel(random.Next(3), random.Next(2) == 0, random.Next(-10_000, 10_001)));
        return sum.IsPossible(SpectralIndex.Ndvi) && sum.Valid <= sum.Clear && sum.Clear <= sum.Observed;
    }

    /// <summary>One pixel of land, snow or water (0, 1, 2).</summary>
    static CellSum Pixel(int surface, bool isClear, int ndvi) => new()
    {
        Observed = 1, Clear = isClear ? 1 : 0, Snow = surface == 1 ? 1 : 0, Water = surface == 2 ? 1 : 0, Valid = isClear && surface != 2
            ? 1 : 0,
        Sum = isClear && surface != 2 ? ndvi : 0, SumSquares = isClear && surface != 2 ? ndvi * ndvi : 0,
    };

    [Theory]
    [InlineData("another grid", 10, new long[] { 5, 1, 1, 1, 4, 16, 0, 0 }, "10 cells a degree where the run has 20")]
    [InlineData("seven numbers, as before water was left out", 20, new long[] { 5, 1, 1, 4, 16, 0, 0 }, "a cell of 7 numbers")]
    [InlineData("no numbers", 20, null, "a cell of 0 numbers")]
    [InlineData("beyond the last", 20, new long[] { 7200 * 3600, 1, 1, 1, 4, 16, 0, 0 }, "25920000; there are 0 to 25919999")]
    [InlineData("before the first", 20, new long[] { -1, 1, 1, 1, 4, 16, 0, 0 }, "a cell -1")]
    [InlineData("beyond 32 bits", 20, new long[] { 5 + (1L << 32), 1, 1, 1, 4, 16, 0, 0 }, "a cell 4294967301")]
    [InlineData("negative count", 20, new long[] { 5, 1, 1, -1, 0, 0, 0, 0 }, "no pixels can have")]
    [InlineData("negative observed", 20, new long[] { 5, -1, -1, -1, 0, 0, 0, 0 }, "no pixels can have")]
    [InlineData("more valid than clear", 20, new long[] { 5, 3, 1, 2, 4, 16, 0, 0 }, "2 valid of 1 clear of 3")]
    [InlineData("more clear than seen", 20, new long[] { 5, 1, 2, 1, 4, 16, 0, 1 }, "1 valid of 2 clear of 1")]
    [InlineData("clear, and neither valid nor water", 20, new long[] { 5, 4, 3, 1, 4, 16, 0, 1 }, "1 valid of 3 clear of 4")]
    [InlineData("water that is valid", 20, new long[] { 5, 3, 3, 3, 4, 16, 0, 1 }, "3 valid of 3 clear of 3")]
    [InlineData("more snow than seen", 20, new long[] { 5, 1, 1, 1, 4, 16, 1, 1 }, "1 snow, 1 water")]
    [InlineData("negative snow", 20, new long[] { 5, 1, 1, 1, 4, 16, -1, 1 }, "no pixels can have")]
    [InlineData("NDVI over 1", 20, new long[] { 5, 1, 1, 1, 10001, 100020001, 0, 0 }, "sum 10001")]
    [InlineData("a sum without pixels", 20, new long[] { 5, 1, 1, 0, 4, 0, 0, 1 }, "sum 4")]
    [InlineData("squares too small", 20, new long[] { 5, 2, 2, 2, 8, 31, 0, 0 }, "squares 31")]
    [InlineData("an overflow", 20, new long[] { 5, long.MaxValue, 0, 0, 0, 0, long.MaxValue, 1 }, "no pixels can have")]
    public void Cells_that_cannot_be_are_refused_by_name(string what, int cellsPerDegree, long[]? cell, string says)
    {
        var document = new CellsDocument(cellsPerDegree, [cell!]);
        var error = Assert.Throws<InvalidDataException>(() => new CellBlocks(Grid, SpectralIndex.Ndvi).Add(document, what));
        Assert.StartsWith(what, error.Message, StringComparison.Ordinal);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_without_cells_and_sums_that_grow_too_large_are_refused()
    {
        Assert.Throws<InvalidDataException>(() => new CellBlocks(Grid, SpectralIndex.Ndvi).Add(new CellsDocument(20, null!), "x"));
        var large = new CellsDocument(20, [[5, 60_000_000_000, 0, 0, 0, 0, 0, 0]]);
        Assert.Equal(60_000_000_000, Of(large).At(0, 5).Observed);
        Assert.Throws<InvalidDataException>(() => Of(large, large));
    }

    [Fact]
    public void Bytes_that_are_cut_short_go_on_or_are_something_else_are_refused_by_name()
    {
        var whole = Bytes(Of(Tile(2)));
        byte[][] wrong =
        [
            [], [1, 2, 3], whole[..^1], whole[..3], whole[..7], [.. whole, 0], [9, .. whole[1..]], // cut, grown, another signature
            [.. whole[..4], 10, .. whole[5..]], // cells a degree
            [.. whole[..5], 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1], // a negative number of cells
            [.. whole[..5], 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], // no number
        ];
        foreach (var bytes in wrong)
            Assert.Contains("parts/00007-cells", Assert.Throws<InvalidDataException>(
                () => Read(new CellBlocks(Grid, SpectralIndex.Ndvi), bytes)).Message, StringComparison.Ordinal);
    }
}
