using System.Text.Json;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Functions.Planning;

namespace Vegetation.Tests.Core;

public sealed class MapFrameTests
{
    static MapFrame Frame(string area)
    {
        using var json = JsonDocument.Parse($$"""{"area":{{area}}}""");
        var read = RequestReader.Read(json.RootElement, new DateTimeOffset(2023, 12, 13, 0, 0, 0, TimeSpan.Zero)).OrThrow().Area;
        return MapFrame.Of(read, new CellGrid(CellSize.For(read, 10)));
    }

    /// <summary>A polygon of one rectangle.</summary>
    static string Rectangle(double west, double south, double east, double north) =>
        FormattableString.Invariant($"[[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]");

    static string Both(string one, string other) => $$"""{"type":"MultiPolygon","coordinates":[{{one}},{{other}}]}""";

    [Fact]
    public void The_box_of_the_AWS_post_is_a_map_of_the_Earth_like_MOD13C1()
    {
        var frame = MapFrame.Of(Area.Default, new CellGrid(CellSize.For(Area.Default, 10)));
        Assert.Equal((7200, 3600, 20), (frame.Columns, frame.Rows, frame.Grid.CellsPerDegree));
        Assert.Equal((-180, 90, 180, -90), (frame.West, frame.North, frame.East, frame.South));
    }

    [Theory]
    [InlineData("[15,46,18,50]", 15, 46, 18, 50, 200)] // sides on lines between cells are not widened
    [InlineData("[15.001,46.001,15.009,46.0149]", 15, 46, 15.01, 46.015, 200)]
    [InlineData("[11.111,-0.001,11.112,0.001]", 11.11, -0.005, 11.115, 0.005, 200)] // smaller than a cell, over the equator
    [InlineData("[0,46,10,50]", 0, 46, 10, 50, 100)]
    [InlineData("[-60,-40,-29.99,-30]", -60, -40, -29.98, -30, 50)]
    [InlineData("[0,-60,120,60]", 0, -60, 120, 60, 20)]
    [InlineData("[20,84,25,90]", 20, 84, 25, 90, 200)] // the poles
    [InlineData("[20,-90,20.001,-89.999]", 20, -90, 20.005, -89.995, 200)]
    [InlineData("[20,-90,20.001,-89.9999999999]", 20, -90, 20.005, -89.995, 200)] // nothing but the pole
    [InlineData("[-180,10,-179,11]", -180, 10, -179, 11, 200)]
    [InlineData("[179,10,180,11]", 179, 10, 180, 11, 200)]
    [InlineData("[179,10,-179,11]", 179, 10, 181, 11, 200)] // the antimeridian: on past 180
    [InlineData("[170,-20,-170,-10]", 170, -20, 190, -10, 50)]
    [InlineData("[-90,-10,90,10]", -90, -10, 90, 10, 20)] // half the Earth
    [InlineData("[-90,-10,90.001,10]", -180, -90, 180, 90, 20)] // more
    public void A_frame_is_the_box_of_the_area_widened_to_whole_cells(
        string area, double west, double south, double east, double north, int cellsPerDegree)
    {
        var frame = Frame(area);
        Assert.Equal(cellsPerDegree, frame.Grid.CellsPerDegree);
        Assert.Equal((west, south, east, north), (frame.West, frame.South, frame.East, frame.North));
        Assert.Equal((Math.Round((east - west) * cellsPerDegree), Math.Round((north - south) * cellsPerDegree)),
            (frame.Columns, frame.Rows));
    }

    [Fact]
    public void Polygons_on_both_sides_of_180_are_one_frame_across_it()
    {
        var frame = Frame(Both(Rectangle(178, -18, 179, -17), Rectangle(-179.5, -17.5, -179, -16)));
        Assert.Equal((178, -18, 181, -16), (frame.West, frame.South, frame.East, frame.North));
        Assert.Equal(frame, Frame(Both(Rectangle(-179.5, -17.5, -179, -16), Rectangle(178, -18, 179, -17)))); // in any order
        Assert.Equal(frame, Frame($$"""{"type":"Polygon","coordinates":{{Rectangle(178, -18, 181, -16)}}}"""));
    }

    [Fact]
    public void Columns_beyond_180_are_the_first_columns_of_the_grid()
    {
        var frame = Frame("[179,10,-179,11]");
        Assert.Equal((79 * 200, 359 * 200), frame.CellAt(0, 0));
        Assert.Equal((79 * 200, 72_000 - 1), frame.CellAt(0, 199));
        Assert.Equal((79 * 200 + 3, 0), frame.CellAt(3, 200));
        Assert.Equal((79 * 200, 199), frame.CellAt(0, 399));
    }

    [Theory]
    [InlineData("[170,-20,-170,-10]")]
    [InlineData("[15.001,46.001,15.909,46.0149]")]
    public void Every_cell_of_a_frame_is_the_one_that_holds_its_middle(string area)
    {
        var frame = Frame(area);
        for (var column = 0; column < frame.Columns; column++)
        {
            var row = column % frame.Rows;
            var (gridRow, gridColumn) = frame.CellAt(row, column);
            var (longitude, latitude) = (frame.West + (column + 0.5) * frame.Grid.CellDegrees,
                frame.North - (row + 0.5) * frame.Grid.CellDegrees);
            Assert.Equal(frame.Grid.CellOf(longitude, latitude), gridRow * frame.Grid.Columns + gridColumn);
        }
    }
}
