using Vegetation.Core.Geography;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Products.Maps;
using Vegetation.Raster;
using Vegetation.Tests.Raster;
using Vegetation.Tests.Worker;

namespace Vegetation.Tests.Products.Maps;

/// <summary>The map of regions whose NDVI is known at every place, from the pixels of all their tiles to the file.</summary>
public sealed class PaintedMapTests : IDisposable
{
    const int PixelMetres = 300;
    static readonly CellGrid Cells = new(20);
    static readonly Window Week = Window.LastFullWeekBefore(new DateTimeOffset(2023, 12, 13, 0, 0, 0, TimeSpan.Zero));

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static WorldMap Map(PaintedRegion region, IEnumerable<CellsDocument> documents)
    {
        var sums = new CellBlocks(Cells, SpectralIndex.Ndvi);
        foreach (var document in documents) sums.Add(document, "a tile");
        var east = region.East > 180 ? region.East - 360 : region.East;
        return WorldMap.From(MapFrame.Of(Area.FromBox(region.West, region.South, east, region.North), Cells), sums, new(sums.Index, 10))!;
    }

    [Theory]
    [InlineData("zones 32 and 33", 11.7, 46.1, 12.7, 46.9)]
    [InlineData("the antimeridian", 179.5, -17.6, 180.5, -16.8)]
    [InlineData("Svalbard, 31X and 33X", 8, 78.5, 10, 78.9)]
    [InlineData("where the zones of Svalbard begin", 23, 71.8, 24.5, 72.3)]
    [InlineData("the northernmost rows", -37, 83.2, -35, 83.6)]
    [InlineData("the equator at zones 35 and 36", 29.7, -0.3, 30.3, 0.3)]
    [InlineData("the south, zones 18 and 19", -72.4, -54.4, -71.6, -53.9)]
    public void The_mean_of_every_cell_is_that_of_the_field_and_no_pixel_is_missing_or_counted_twice(
        string where, double west, double south, double east, double north)
    {
        var region = new PaintedRegion(west, south, east, north);
        var map = Map(region, region.Documents(Cells, PixelMetres));
        var frame = map.Frame;
        Assert.Equal((west, north), (frame.West, frame.North));
        var (observed, expected) = (0.0, 0.0);
        for (var row = 0; row < frame.Rows; row++)
            for (var column = 0; column < frame.Columns; column++)
            {
                var (mean, pixels) = Field(frame, row, column);
                var index = row * frame.Columns + column;
                Assert.True(Math.Abs(map.Mean[index] / 1e4 - mean) <= 0.002, $"{where}: row {row}, column {column} holds "
                    + $"{map.Mean[index]}, the field {mean}");
                Assert.Equal(10000, map.ClearShare[index]);
                (observed, expected) = (observed + map.Observations[index], expected + pixels);
            }
        Assert.InRange(observed / expected, 0.99, 1.01);
    }

    /// <summary>The field's mean over a cell, and how many pixels cover it, from its area on the ellipsoid.</summary>
    static (double Mean, double Pixels) Field(MapFrame frame, int row, int column)
    {
        const int steps = 8;
        var (sum, weight) = (0.0, 0.0);
        for (var i = 0; i < steps * steps; i++)
        {
            var latitude = frame.North - (row + (i / steps + 0.5) / steps) * frame.Grid.CellDegrees;
            var area = Math.Cos(double.DegreesToRadians(latitude));
            sum += area * PaintedRegion.Ndvi(frame.West + (column + (i % steps + 0.5) / steps) * frame.Grid.CellDegrees, latitude);
            weight += area;
        }
        const double radius = 6_378_137, squaredEccentricity = 0.00669437999;
        var middle = double.DegreesToRadians(frame.North - (row + 0.5) * frame.Grid.CellDegrees);
        var root = 1 - squaredEccentricity * Math.Pow(Math.Sin(middle), 2);
        var side = double.DegreesToRadians(frame.Grid.CellDegrees);
        var metres = radius * radius * (1 - squaredEccentricity) / (root * root) * side * side * weight / (steps * steps);
        return (sum / weight, metres / PixelMetres / PixelMetres);
    }

    [Fact]
    public void Water_is_counted_and_has_no_part_in_the_mean()
    {
        // In each third column of cells the southern half is a lake, the next is open sea.
        var region = new PaintedRegion(11.9, 46.3, 12.4, 46.7) { IsWater = (x, y) => (int)Math.Floor(x * 20) % 3 is var column
            && (column == 0 || column == 1 && y * 20 % 1 < 0.5) };
        var map = Map(region, region.Documents(Cells, PixelMetres));
        for (var index = 0; index < map.Mean.Length; index++)
        {
            var (mean, _) = Field(map.Frame, index / map.Frame.Columns, index % map.Frame.Columns);
            // Water is painted in pairs of pixels, so that a shore lies off by one; land there has NDVI of its own place.
            if (map.Observations[index] > 0) Assert.InRange(map.Mean[index] / 1e4, mean - 0.01, mean + 0.01);
            else Assert.Equal((WorldMap.Nodata, 10000), (map.Mean[index], map.SnowWaterShare[index]));
            Assert.Equal(10000, map.ClearShare[index]);
        }
        foreach (var (least, most) in new[] { (0, 1500), (4000, 6000), (8500, 10000) })
            Assert.InRange(map.SnowWaterShare.Count(share => share >= least && share <= most), 20, map.Mean.Length);
    }

    [Fact]
    public void Within_a_zone_the_pixels_of_the_cells_are_those_of_the_squares_and_of_the_rim_around_them_to_the_last()
    {
        var region = new PaintedRegion(14.9, 47.8, 15.1, 47.9); // where four squares meet
        var documents = region.Documents(Cells, PixelMetres);
        var owned = region.Tiles.Sum(square =>
        {
            var grid = PaintedRegion.GridOf(square, PixelMetres);
            return Enumerable.Range(0, grid.Width * grid.Height).LongCount(i => OwnerOf(
                grid.OriginX + (i % grid.Width + 0.5) * PixelMetres, grid.OriginY - (i / grid.Width + 0.5) * PixelMetres) == square);
        });
        Assert.InRange(region.Tiles.Count, 4, 9);
        Assert.Equal(owned, documents.Sum(d => d.Cells.Sum(cell => cell[1])));

        MgrsSquare OwnerOf(double x, double y) => region.Tiles.Where(tile => Holds(tile.RasterMetres, x, y))
            .OrderBy(tile => !Holds((tile.West, tile.South, tile.West + MgrsSquare.SideMetres, tile.South + MgrsSquare.SideMetres), x, y))
            .ThenBy(tile => tile.Tile.ToString(), StringComparer.Ordinal).First();

        static bool Holds((double West, double South, double East, double North) box, double x, double y) =>
            x >= box.West && x < box.East && y >= box.South && y < box.North;
    }

    [Fact]
    public void Tiles_in_any_order_give_the_same_file_byte_by_byte()
    {
        var region = new PaintedRegion(11.9, 46.3, 12.3, 46.7);
        var documents = region.Documents(Cells, PixelMetres);
        Map(region, documents).WriteCog(folder["one.tif"], Week);
        Map(region, documents.Reverse()).WriteCog(folder["other.tif"], Week);
        Assert.Equal(File.ReadAllBytes(folder["one.tif"]), File.ReadAllBytes(folder["other.tif"]));
    }
}
