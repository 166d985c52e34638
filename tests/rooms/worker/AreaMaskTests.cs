using Vegetation.Core.Geography;
using Vegetation.Raster;
using Vegetation.Worker.Reading;

namespace Vegetation.Tests.Worker;

public sealed class AreaMaskTests
{
    static readonly GeoGrid Grid = new(549, 549, 600000, 5200020, 200, 32632);

    public static TheoryData<string, double[], double, double, int> Boxes => new()
    {
        { "across the antimeridian in zone 1", [179.6, 9.7, -179.8, 10.2], 99960, 1100040, 32601 },
        { "across the antimeridian in zone 60", [179.7, 9.7, -179.9, 10.2], 799980, 1100040, 32660 },
        { "to the antimeridian in zone 1", [179, 9.7, 180, 10.2], 99960, 1100040, 32601 },
        { "from the antimeridian in zone 60", [-180, 9.7, -179, 10.2], 799980, 1100040, 32660 },
        { "far in the north", [10, 83.2, 16, 83.5], 499980, 9300000, 32633 },
        { "a band around the Earth", [-180, 9.7, 180, 10.2], 99960, 1100040, 32601 },
        { "a band of long edges", [-60, 46.3, 70, 46.6], 600000, 5200020, 32632 },
        { "over the equator", [8.5, -0.3, 9.3, 0.2], 499980, 10000000, 32732 },
    };

    [Theory]
    [MemberData(nameof(Boxes))]
    public void Boxes_are_those_of_each_centre_projected_by_itself(string where, double[] box, double west, double north, int epsg)
    {
        var inside = Check(Area.FromBox(box[0], box[1], box[2], box[3]), new(549, 549, west, north, 200, epsg));
        Assert.True(inside.Count(yes => yes) is > 5000 and < 290000, $"{where}: {inside.Count(yes => yes)}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Stars_with_holes_and_overlapping_polygons_are_those_of_each_centre_too(int seed)
    {
        var random = new Random(seed);
        var area = new Area([.. Enumerable.Range(0, 3).Select(_ => new AreaPolygon([Star(random, 300), Star(random, 60)]))]);
        Assert.Contains(true, Check(area, Grid));
    }

    [Theory]
    [InlineData(-180, -90, 180, 90)]
    [InlineData(-179.034845, -55.973798, 179.371094, 83.780085)]
    public void An_area_that_covers_the_grid_leaves_nothing_out(double west, double south, double east, double north)
    {
        Assert.All(Check(Area.FromBox(west, south, east, north), Grid), Assert.True);
        Assert.Equal(new PixelWindow(0, 0, 549, 549), new AreaMask(Area.FromBox(west, south, east, north), Grid).Window);
    }

    [Fact]
    public void An_area_elsewhere_has_no_pixel_and_no_window()
    {
        var area = Area.FromBox(20, 46, 21, 47);
        Assert.DoesNotContain(true, Check(area, Grid));
        Assert.Null(new AreaMask(area, Grid).Window);
        Assert.Null(new AreaMask(new Area([new([AreaReference.Ring(Grid, (9.6, 9.6), (10.4, 9.6), (10.4, 10.4))])]), Grid).Window);
    }

    /// <summary>Compares all pixels, by windows, and the smallest window.</summary>
    static bool[] Check(Area area, GeoGrid grid)
    {
        var (mask, expected, found) = (new AreaMask(area, grid), AreaReference.Inside(area, grid), new bool[grid.Width * grid.Height]);
        foreach (var window in PixelWindow.Of(grid, 100, 100))
            for (var row = window.RowStart; row < window.RowStop; row++)
            {
                var pixels = new byte[window.Width];
                mask.SetOutside(window, row, pixels, 1);
                for (var i = 0; i < pixels.Length; i++) found[(row * grid.Width) + window.ColumnStart + i] = pixels[i] == 0;
            }
        Assert.Equal(0, expected.Zip(found).Count(pair => pair.First != pair.Second));
        List<int> inside = [.. Enumerable.Range(0, found.Length).Where(i => found[i])];
        Assert.Equal(inside.Count == 0 ? null : new PixelWindow(inside.Min(i => i % grid.Width), inside[0] / grid.Width,
            inside.Max(i => i % grid.Width) + 1, (inside[^1] / grid.Width) + 1), mask.Window);
        return found;
    }

    static IReadOnlyList<Position> Star(Random random, double size) => AreaReference.Ring(Grid, [.. Enumerable.Range(0, 11).Select(i =>
        (275 + (size * (0.3 + random.NextDouble()) * Math.Cos(i * Math.Tau / 11)),
        275 + (size * (0.3 + random.NextDouble()) * Math.Sin(i * Math.Tau / 11))))]);
}
