using NetTopologySuite.Geometries;
using Vegetation.Core.Geography;
using Vegetation.Core.Indices;
using Vegetation.Core.Sums;
using Vegetation.Core.Work;
using Vegetation.Products;
using Vegetation.Products.Ledger;
using Vegetation.Products.Maps;
using Vegetation.Products.Pictures;
using Vegetation.Products.Shapes;

namespace Vegetation.Tests.Products.Pictures;

public sealed class MapPictureTests
{
    [Fact]
    public void A_value_has_its_colour_at_its_place_and_what_was_not_seen_has_none()
    {
        var frame = Painted.Frame(10, 40, 12, 42);
        using var canvas = MapPicture.Draw(
            Painted.Map(frame, (10.33, 41.28, 0.6, 9, 9), (11.68, 40.33, -0.2, 9, 9), (11.13, 40.13, 0.5, 9, 0)), "run", Painted.Week,
            Painted.Font);
        Assert.Equal(SpectralIndex.Ndvi.Ramp.Ramp.Stops[6], canvas.At(frame, 10.33, 41.28));
        Assert.Equal(SpectralIndex.Ndvi.Ramp.BelowZero, canvas.At(frame, 11.68, 40.33));
        Assert.Equal(GapClass.NothingClear.Colour, canvas.At(frame, 11.13, 40.13)); // seen, and not clear
        Assert.Equal(Palette.NoValue, canvas.At(frame, 10.53, 41.28));
        Assert.Equal(["below 0", "no clear pixels", "no land tile"], canvas.Labels().Intersect(Gaps));
    }

    /// <summary>All that a key can say beside its ramp.</summary>
    static readonly string[] Gaps = ["below 0", "no clear pixels", "water only", "not observed", "failed", "no land tile", "not compared"];

    [Fact]
    public void A_map_tells_sea_tiles_that_failed_tiles_not_observed_clouds_and_water_apart()
    {
        var frame = Painted.Frame(9, 44, 16, 50);
        var sums = new CellBlocks(frame.Grid, SpectralIndex.Ndvi);
        sums.Add(new(frame.Grid.CellsPerDegree,
        [
            [frame.Grid.CellOf(11.02, 46.02), 90, 90, 90, 540_000, 3_240_000_000, 0, 0],
            [frame.Grid.CellOf(11.22, 46.02), 90, 0, 0, 0, 0, 0, 0], // cloud
            [frame.Grid.CellOf(11.42, 46.02), 90, 90, 0, 0, 0, 0, 90], // a lake
        ]), "a test");
        LedgerRow[] rows = [Painted.Row("32TPS", UnitStatus.Done, clear: 0.5), Painted.Row("33UVP", UnitStatus.Failed, "crash"),
            Painted.Row("33UUP", UnitStatus.Failed, "crash"), Painted.Row("33UUP", UnitStatus.Done, clear: 0.5)];
        using var canvas = MapPicture.Draw(
            WorldMap.From(frame, sums, Painted.Ndvi)!, "run", Painted.Week, Painted.Font, rows);
        Assert.Equal(
            (SpectralIndex.Ndvi.Ramp.Ramp.Stops[6], GapClass.NothingClear.Colour, Palette.Water, Palette.NoValue),
            (canvas.At(frame, 11.025, 46.025), canvas.At(frame, 11.225, 46.025), canvas.At(frame, 11.425, 46.025),
                canvas.At(frame, 9.4, 44.4)));
        var (failed, half) = (Middle("33UVP"), Middle("33UUP"));
        Assert.Equal(GapClass.Failed.Colour, canvas.At(frame, failed.X, failed.Y));
        Assert.NotEqual(GapClass.Failed.Colour, canvas.At(frame, half.X, half.Y)); // its other scene has values
        Assert.True(Lines(Middle("32TPS")) > 10, "a tile without a value is hatched");
        Assert.Equal(Gaps.Except(["below 0", "not compared"]), canvas.Labels().Intersect(Gaps));

        static Coordinate Middle(string tile) => Footprints.OfTile(tile)!.InteriorPoint.Coordinate;
        // pixels around a place that are darker than the ground
        int Lines(Coordinate at) => Enumerable.Range(-20, 41).Count(
            i => Core.ColourVision.Lightness(canvas.At(frame, at.X + 0.001 * i, at.Y)) < 80);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(-0.4, 0)]
    [InlineData(0, 5)]
    [InlineData(0.16, 7)]
    [InlineData(0.9, 10)]
    public void A_change_has_its_colour_and_beyond_the_ends_that_of_the_end(double change, int stop)
    {
        var frame = Painted.Frame(10, 40, 10.1, 40.1);
        var cells = new short[] { (short)(change * 10000), ChangeMap.Nodata, ChangeMap.Nodata, ChangeMap.Nodata };
        using var canvas = DifferencePicture.Draw(
            new ChangeMap(Painted.Ndvi, frame, cells), Painted.WeekBefore, Painted.Map(frame, (10.08, 40.08, 0.5, 9, 9)), "run",
            Painted.Week, Painted.Font);
        Assert.Equal(ChangeRamp.Ramp.Stops[stop], canvas.At(frame, 10.013, 40.087));
        Assert.Equal(Palette.NotCompared, canvas.At(frame, 10.087, 40.087)); // a mean, and nothing before
        Assert.Equal(["no land tile", "not compared"], canvas.Labels().Intersect(Gaps));
        Assert.Equal(Palette.NoValue, canvas.At(frame, 10.087, 40.013));
    }

    [Fact]
    public void A_map_says_what_it_shows_when_and_whose_data_it_is()
    {
        using var canvas = MapPicture.Draw(
            Painted.Map(Painted.Frame(10, 40, 12, 42), (11, 41, 0.6, 9, 9)), "weekly-7", Painted.Week, Painted.Font);
        Assert.Superset(
            new HashSet<string>(
                ["NDVI, 4 to 10 December 2023", "Run weekly-7", "Contains modified Copernicus Sentinel data 2023", "NDVI",
                "0.0", "1.0", "no land tile", "11°E", "41°N"]),
            canvas.Labels().ToHashSet());
        Assert.Empty(canvas.Labels().Intersect(Gaps.Except(["no land tile"])));
    }

    [Fact]
    public void A_generated_map_names_no_satellite()
    {
        using var seen = Draw(Painted.Ndvi);
        using var generated = Draw(Painted.Ndvi with { IsGenerated = true });
        Assert.Contains(seen.Labels(), words => words.Contains("Sentinel-2", StringComparison.Ordinal));
        Assert.DoesNotContain(generated.Labels(), words => words.Contains("Sentinel-2", StringComparison.Ordinal));

        static Canvas Draw(MappedIndex mapped) => MapPicture.Draw(
            Painted.Map(Painted.Frame(10, 40, 12, 42), mapped, (11, 41, 0.6, 9, 9)), "run", Painted.Week, Painted.Font);
    }

    [Fact]
    public void A_change_says_between_which_weeks()
    {
        var frame = Painted.Frame(10, 40, 10.1, 40.1);
        using var canvas = DifferencePicture.Draw(
            new ChangeMap(Painted.Ndvi, frame, new short[4]), Painted.WeekBefore, Painted.Map(frame, (10.08, 40.08, 0.5, 9, 9)), "run",
            Painted.Week, Painted.Font);
        Assert.Contains("Change in NDVI, 4 to 10 December 2023", canvas.Labels());
        Assert.Contains(canvas.Labels(), text => text.StartsWith("minus 27 November to 3 December 2023", StringComparison.Ordinal));
        Assert.Superset(new HashSet<string>(["minus run before", "−0.4", "0", "+0.4"]), canvas.Labels().ToHashSet());
    }

    [Fact]
    public void Above_a_tick_of_the_legend_stands_the_colour_of_its_value()
    {
        using var canvas = MapPicture.Draw(
            Painted.Map(Painted.Frame(10, 40, 12, 42), (11, 41, 0.6, 9, 9)), "run", Painted.Week, Painted.Font);
        foreach (var (text, stop) in new[] { ("0.2", 2), ("0.4", 4), ("0.8", 8) })
        {
            var tick = canvas.Texts.Single(t => t.Text == text).Box;
            // a pixel of the bar is 0.002 wide
            Assert.InRange(
                Core.ColourVision.Difference("all cones", SpectralIndex.Ndvi.Ramp.Ramp.Stops[stop], canvas.At(tick.MidX, tick.Top - 25)),
                0, 1);
        }
    }

    [Fact]
    public void Across_the_antimeridian_degrees_go_on_as_west()
    {
        var frame = Painted.Frame(178, -18, -178, -16);
        using var canvas = MapPicture.Draw(Painted.Map(frame, (-178.68, -17.33, 0.6, 9, 9)), "run", Painted.Week, Painted.Font);
        Assert.Equal(SpectralIndex.Ndvi.Ramp.Ramp.Stops[6], canvas.At(frame, 181.32, -17.33));
        Assert.Superset(new HashSet<string>(["178°E", "179°E", "180°", "179°W", "178°W", "17°S"]), canvas.Labels().ToHashSet());
    }

    [Theory]
    [InlineData(10, 40, 12, 42, "50 km", 50, 41)]
    [InlineData(-180, -90, 180, 90, "10,000 km at the equator", 10000, 0)]
    [InlineData(10, 55, 30, 65, "200 km at 60°N", 200, 60)]
    public void The_scale_is_that_of_the_middle_latitude(
        double west, double south, double east, double north, string text, double kilometres, double middle)
    {
        var frame = Painted.Frame(west, south, east, north);
        using var canvas = MapPicture.Draw(Painted.Map(frame, (11, middle, 0.6, 9, 9)), "run", Painted.Week, Painted.Font);
        var (layout, label) = (MapLayout.Of(frame), canvas.Texts.Single(t => t.Text == text).Box);
        var y = label.MidY + 1;
        var bar = Enumerable.Range(0, (int)label.Left).Where(x => canvas.At(x, y) == Palette.Ink).ToList();
        var half = bar.TakeWhile((x, i) => x == bar[0] + i).Count(); // the other half is paper
        var degrees = 2 * half / (double)layout.Plot.Width * (east - west);
        Assert.Equal(kilometres, degrees * 111.195 * Math.Cos(middle * Math.PI / 180), kilometres / 50);
    }

    [Fact]
    public void Coasts_are_drawn_over_the_values()
    {
        // Venice lies on the coast of the viewer's own data; the Adriatic and the plain beside it do not.
        var frame = Painted.Frame(12, 45, 13, 46);
        using var canvas = MapPicture.Draw(Painted.Map(frame, (12.5, 45.5, 0.6, 9, 9)), "run", Painted.Week, Painted.Font);
        var layout = MapLayout.Of(frame);
        var coast = WorldLines.Within(layout.Box, WorldLines.All.Coasts).SelectMany(line => line)
            .Where(p => p.X is > 12.05 and < 12.95 && p.Y is > 45.05 and < 45.95).ToList();
        Assert.NotEmpty(coast);
        Assert.All(coast, p => Assert.InRange(Core.ColourVision.Lightness(canvas.At(frame, p.X, p.Y)), 0, 60));
        Assert.Equal(Palette.NoValue, canvas.At(frame, 12.93, 45.08));
    }

    [Theory]
    [InlineData(-180, -90, 180, 90, 2)]
    [InlineData(10, 59, 12, 61, 0.5)]
    [InlineData(10, 0, 12, 2, 1)]
    public void A_kilometre_is_as_long_both_ways_in_the_middle(double west, double south, double east, double north, double aspect)
    {
        var layout = MapLayout.Of(Painted.Frame(west, south, east, north));
        Assert.Equal(aspect, (double)layout.Plot.Width / layout.Plot.Height, 0.01);
        Assert.InRange(layout.PageWidth, 1000, 1600);
    }

    public static TheoryData<double[]> Boxes =>
        [[-180, -90, 180, 90], [10, 40, 10.1, 40.1], [20, 69, 22, 72], [10, 40, 40, 41], [176, -20, -176, -15], [-60, 76, -20, 83],
        [-170, -40, 10, 60]];

    [Theory, MemberData(nameof(Boxes))]
    public void No_text_leaves_its_page_or_meets_another(double[] box)
    {
        var frame = Painted.Frame(box[0], box[1], box[2], box[3]);
        var mapped = new MappedIndex(SpectralIndex.Msavi2, 160); // the longest words
        var map = Painted.Map(frame, mapped, ((frame.West + frame.East) / 2 + 0.01, (frame.South + frame.North) / 2 + 0.01, 0.6, 900, 600));
        var (run, change) = (new string('m', 80), new ChangeMap(mapped, frame, new short[frame.Columns * frame.Rows]));
        var ledger = Painted.Ledger(
            [.. LandTiles.All.Where((_, i) => i % 40 == 0)
            .Select((t, i) => Painted.Row(t.ToString(), i % 6 == 5 ? null : (UnitStatus)(i % 6), "a reason"))]);
        Canvas[] pages =
        [
            MapPicture.Draw(map, run, Painted.Week, Painted.Font),
            DifferencePicture.Draw(change, Painted.WeekBefore with { RunId = run }, map, run, Painted.Week, Painted.Font),
            CoveragePicture.Draw(ledger with { RunId = run }, frame, Painted.Week, Painted.Font),
            HistogramPicture.Draw(IndexHistogram.Of(map), run, Painted.Week, Painted.Font),
            LatitudePicture.Draw(mapped, LatitudeProfile.Of(map), run, Painted.Week, Painted.Font),
        ];
        foreach (var canvas in pages)
            using (canvas)
            {
                Assert.All(
                    canvas.Texts, t =>
                    Assert.True(
                    t.Box is { Left: >= 0, Top: >= 0 } && t.Box.Right <= canvas.Width
                    && t.Box.Bottom <= canvas.Height, $"{t} on {canvas.Width} x {canvas.Height}"));
                Assert.All(canvas.Texts, t => Assert.DoesNotContain(canvas.Texts, other => other != t && other.Box.IntersectsWith(t.Box)));
            }
    }
}
