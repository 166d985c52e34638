using Vegetation.Core.Indices;
using Vegetation.Core.Sums;
using Vegetation.Products;
using Vegetation.Products.Maps;
using Vegetation.Products.Pictures;

namespace Vegetation.Tests.Products.Pictures;

public sealed class IndexStatisticsTests
{
    const double EarthSquareKilometres = 510_065_600; // of WGS 84

    [Fact]
    public void The_cells_of_the_Earth_have_its_area()
    {
        var frame = Painted.Frame(-180, -90, 180, 90, 2);
        Assert.Equal(
            EarthSquareKilometres, Enumerable.Range(0, frame.Rows).Sum(row => SeenArea.OfCell(frame, row) * frame.Columns),
            EarthSquareKilometres * 1e-4);
    }

    [Fact]
    public void Cells_count_by_their_clear_area()
    {
        var frame = Painted.Frame(10, 40, 12, 42);
        var histogram = IndexHistogram.Of(Painted.Map(frame, (10.5, 41.52, 0.21, 90_000, 22_500), (11.5, 41.52, 0.61, 90_000, 67_500)));
        Assert.Equal(SeenArea.OfCell(frame, 9), histogram.Area, 1e-9); // a quarter of one, three quarters of another
        Assert.Equal(
            (0.25, 0.75), (Math.Round(Bin(histogram, 0.21) / histogram.Area, 9), Math.Round(Bin(histogram, 0.61) / histogram.Area, 9)));
        Assert.Equal(0.51, histogram.Mean, 1e-6);
        Assert.InRange(histogram.Median, 0.60, 0.62);
    }

    [Fact]
    public void Water_counts_as_clear_but_neither_as_land_nor_in_its_NDVI()
    {
        var frame = Painted.Frame(10, 40, 12, 42);
        var sums = new CellBlocks(frame.Grid, SpectralIndex.Ndvi);
        sums.Add(new(frame.Grid.CellsPerDegree,
        [
            [frame.Grid.CellOf(10.5, 41.52), 90_000, 90_000, 22_500, 22_500 * 2100L, 22_500 * 2100L * 2100, 0, 67_500], // a lake
            [frame.Grid.CellOf(11.5, 41.52), 90_000, 67_500, 67_500, 67_500 * 6100L, 67_500 * 6100L * 6100, 0, 0],
            [frame.Grid.CellOf(11.7, 41.52), 90_000, 90_000, 0, 0, 0, 0, 90_000], // the sea
        ]), "a test");
        var map = WorldMap.From(frame, sums, new(sums.Index, 10))!;
        var histogram = IndexHistogram.Of(map);
        Assert.Equal(SeenArea.OfCell(frame, 9), histogram.Area, 1e-9);
        Assert.Equal(0.51, histogram.Mean, 1e-6);
        var band = Assert.Single(LatitudeProfile.Of(map), b => b is { South: <= 41.52, North: > 41.52 });
        Assert.Equal((0.51, Math.Round(2.75 / 3, 4)), (Math.Round(band.Mean, 6), Math.Round(band.ClearShare, 4)));
    }

    [Fact]
    public void The_pictures_say_that_water_is_excluded()
    {
        var map = Painted.Map(Painted.Frame(10, 40, 12, 42), (10.5, 41.52, 0.21, 90_000, 22_500));
        using Canvas picture = MapPicture.Draw(map, "run", Painted.Week, Painted.Font),
            histogram = HistogramPicture.Draw(IndexHistogram.Of(map), "run", Painted.Week, Painted.Font),
            profile = LatitudePicture.Draw(Painted.Ndvi, LatitudeProfile.Of(map), "run", Painted.Week, Painted.Font);
        Assert.Contains("Mean of all clear land pixels, Sentinel-2, in cells of 0.05°; water excluded", picture.Labels());
        Assert.Contains(
            histogram.Labels(), words =>
            words.EndsWith("of clear land within the map, water excluded: mean 0.210, median 0.210", StringComparison.Ordinal));
        Assert.Contains("Cells in bands of 0.05°, weighted by clear land; water excluded", profile.Labels());
        Assert.Contains("Clear share of observed pixels, including water", profile.Labels());
    }

    [Fact]
    public void A_cell_far_north_counts_less()
    {
        var map = Painted.Map(Painted.Frame(10, 0, 12, 60), (11.02, 59.97, 0.2, 10, 10), (11.02, 0.02, 0.8, 7, 7));
        var histogram = IndexHistogram.Of(map);
        Assert.Equal(Math.Cos(59.975 * Math.PI / 180) / Math.Cos(0.025 * Math.PI / 180), Bin(histogram, 0.2) / Bin(histogram, 0.8), 1e-6);
    }

    [Theory]
    [InlineData(0.05, 0, 2)]
    [InlineData(0.0599, 0, 2)]
    [InlineData(0.06, 0, 3)]
    [InlineData(-0.0001, -0.2, 9)]
    [InlineData(0, 0, 0)]
    [InlineData(-1, -1, 0)]
    [InlineData(0.9999, 0.8, 9)]
    public void A_bin_begins_with_its_first_value_and_the_axis_with_the_tick_below_the_least(double ndvi, double first, int bin)
    {
        var histogram = IndexHistogram.Of(Painted.Map(Painted.Frame(10, 40, 12, 42), (10.5, 41.5, ndvi, 100, 100)));
        Assert.Equal(bin, histogram.Bins.ToList().FindIndex(b => b > 0));
        Assert.Equal((first, first + 0.2), (Math.Round(histogram.Values.First, 9), Math.Round(histogram.Values.Last, 9)));
    }

    [Theory]
        [InlineData("ndvi", 0.2, -0.2, 1)]
    [InlineData("evi2", 0.4, -0.4, 1)]
    [InlineData("ndmi", 0.4, -0.8, 0.8)]
    [InlineData("kndvi", 0.4, 0, 0.78)]
    public void An_axis_has_the_colours_of_its_index_and_a_little_below_them(string index, double below, double first, double last)
    {
        var range = ValueRange.Of(SpectralIndex.Of(index), below);
        Assert.Equal((first, last), (Math.Round(range.First, 9), Math.Round(range.Last, 9)));
    }

    [Fact]
    public void A_cell_in_thousands_does_not_stretch_the_axis_and_the_end_says_that_it_is_there()
    {
        var cells = Enumerable.Range(0, 1600).Select(i => (10.025 + i % 40 * 0.05, 40.025 + i / 40 * 0.05, i == 0 ? -0.55 : 0.5, 9, 9));
        var histogram = IndexHistogram.Of(Painted.Map(Painted.Frame(10, 40, 12, 42), [.. cells]));
        Assert.Equal((0.4, true, false), (Math.Round(histogram.Values.First, 9), histogram.HasBelow, histogram.HasAbove));
        using var canvas = HistogramPicture.Draw(histogram, "run", Painted.Week, Painted.Font);
        Assert.Contains("≤ 0.4", canvas.Labels());
    }

    [Fact]
    public void The_axis_of_a_histogram_reaches_from_its_least_to_its_greatest_values()
    {
        using var canvas = HistogramPicture.Draw(IndexHistogram.Of(Painted.Map(
            Painted.Frame(10, 40, 12, 42), new MappedIndex(SpectralIndex.Of("ndmi"), 40), (10.5, 41.5, -0.3, 100, 100),
            (11.5, 41.5, 0.3, 100, 100))), "run", Painted.Week, Painted.Font);
        Assert.Superset(new HashSet<string>(["−0.4", "0.0", "0.4"]), canvas.Labels().ToHashSet());
        Assert.DoesNotContain("0.6", canvas.Labels());
        Assert.DoesNotContain("−0.0", canvas.Labels());
    }

    [Fact]
    public void A_band_of_latitude_has_mean_spread_and_clear_share_of_its_cells()
    {
        var bands = LatitudeProfile.Of(Painted.Map(
            Painted.Frame(10, 40, 12, 42), (10.5, 41.52, 0.2, 100_000, 50_000), (11.5, 41.52, 0.8, 100_000, 100_000),
            (10.5, 40.52, 0.5, 1000, 0)));
        Assert.Equal(40, bands.Count); // as many as rows: there is room for them
        var band = Assert.Single(bands, b => b is { South: <= 41.52, North: > 41.52 });
        Assert.Equal((0.6, 0.75), (Math.Round(band.Mean, 6), Math.Round(band.ClearShare, 6)));
        Assert.Equal(Math.Sqrt((0.16 + 2 * 0.04) / 3), band.StandardDeviation, 1e-4);
        var cloudy = Assert.Single(bands, b => b is { South: <= 40.52, North: > 40.52 });
        Assert.Equal((true, 0.0), (double.IsNaN(cloudy.Mean), cloudy.ClearShare));
        Assert.Equal(38, bands.Count(b => double.IsNaN(b.ClearShare)));
    }

    [Fact]
    public void The_Earth_has_bands_of_two_degrees() =>
        Assert.Equal(
            (90, 2.0),
            (LatitudeProfile.Of(Painted.Map(Painted.Frame(-180, -90, 180, 90), (1, 1, 0.5, 9, 9))) is var bands ? bands.Count
            : 0, bands[0].North - bands[0].South));

    static double Bin(IndexHistogram histogram, double ndvi) =>
        histogram.Bins[Math.Min((int)Math.Floor((ndvi + 1e-9 - histogram.Values.First) / ValueRange.Step), histogram.Bins.Count - 1)];
}
