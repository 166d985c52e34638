using NetTopologySuite.Geometries;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Functions.Aggregation;
using Vegetation.Products.Pictures;
using Vegetation.Functions.Planning;
using Vegetation.Products.Ledger;

namespace Vegetation.Tests.Products.Pictures;

public sealed class CoverageTests
{
    static readonly uint Failed = GapClass.Failed.Colour, Cloud = GapClass.NothingClear.Colour;
    static readonly uint Done = CoverageClass.ClearShare.At(0);

    static Canvas Draw(Vegetation.Core.Sums.MapFrame frame, params LedgerRow[] rows) =>
        CoveragePicture.Draw(Painted.Ledger(rows), frame, Painted.Week, Painted.Font);

    [Fact]
    public void Tiles_have_the_colours_of_how_they_ended_where_they_are()
    {
        var frame = Painted.Frame(14, 46, 18, 50);
        using var canvas = Draw(
            frame, Painted.Row("33UWP", UnitStatus.Done), Painted.Row("33UXP", UnitStatus.Failed, "crash"),
            Painted.Row("33TWN", null, GapReason.TooCloudy.Name));
        Assert.Equal((Done, Failed, Cloud), (canvas.At(frame, 15.8, 48.3), canvas.At(frame, 17.1, 48.3), canvas.At(frame, 15.8, 47.2)));
        Assert.Equal(Palette.NoValue, canvas.At(frame, 14.3, 46.3));
    }

    [Fact]
    public void Processed_tiles_have_the_colour_of_their_clear_share_whatever_their_status()
    {
        var frame = Painted.Frame(14, 46, 18, 50);
        using var canvas = Draw(
            frame, Painted.Row("33UWP", UnitStatus.Done, clear: 1), Painted.Row("33UXP", UnitStatus.Suspect, "range", clear: 0.5),
            Painted.Row("33TWN", UnitStatus.Done, clear: 0));
        var ramp = CoverageClass.ClearShare;
        Assert.Equal(
            (ramp.At(1), ramp.At(0.5), ramp.At(0)),
            (canvas.At(frame, 15.8, 48.3), canvas.At(frame, 17.1, 48.3), canvas.At(frame, 15.8, 47.2)));
        Assert.Superset(
            new HashSet<string>(["Processed scenes: clear share of the tile's pixels, %", "0", "20", "100", "no land tile", "suspect: 1"]),
            canvas.Labels().ToHashSet());
        Assert.Contains("3 scenes, 3 tiles. Land of these tiles: 6,000 km², observed 50.0 %, clear 25.0 %", canvas.Labels());
    }

    [Fact]
    public void A_run_that_processed_nothing_has_no_bar_of_clear_shares()
    {
        using var canvas = Draw(Painted.Frame(14, 46, 18, 50), Painted.Row("33UWP", UnitStatus.Failed, "crash"));
        Assert.DoesNotContain("no land tile", canvas.Labels());
    }

    [Fact]
    public void The_legend_counts_each_end_and_names_the_reasons()
    {
        using var canvas = Draw(
            Painted.Frame(14, 46, 18, 50),
            Painted.Row("33UWP", UnitStatus.Done), Painted.Row("33UWP", UnitStatus.Done), Painted.Row("33UXP", UnitStatus.Failed, "crash"),
            Painted.Row("33UVP", UnitStatus.Failed, "decode"),
            Painted.Row("33TVN", UnitStatus.Failed, "crash"), Painted.Row("33TWN", null, GapReason.TooCloudy.Name),
            Painted.Row("33TXN", null, GapReason.NoAcquisition.Name));
        Assert.Superset(
            new HashSet<string>(
                ["done: 2", "failed: 3", "crash 2 · decode 1", "no clear pixels: 1", "too-cloudy 1", "not observed: 1", "no-acquisition 1",
                "5 scenes, 6 tiles. Land of these tiles: 12,000 km², observed 0.0 %, clear 0.0 %"]),
            canvas.Labels().ToHashSet());
    }

    [Fact]
    public void What_lies_outside_the_frame_is_said_to()
    {
        using var canvas = Draw(
            Painted.Frame(15, 47.5, 16, 48.5), Painted.Row("33UWP", UnitStatus.Done), Painted.Row("33UXP", UnitStatus.Failed, "crash"),
            Painted.Row("33TWN", UnitStatus.Failed, "crash"), Painted.Row("33TXN", null, GapReason.NoAcquisition.Name));
        Assert.Superset(
            new HashSet<string>(["done: 1", "failed: 2, 1 outside the frame", "not observed: 1, outside the frame"]),
            canvas.Labels().ToHashSet());
        Assert.DoesNotContain("no land tile", canvas.Labels());
    }

    [Fact]
    public void What_reaches_into_the_frame_only_under_others_is_said_to_lie_outside()
    {
        var frame = Painted.Frame(12.5, 45.2, 14.9, 47.7); // of 32UQU a strip, all of which 33TUN covers
        var tile = Painted.Row("32UQU", null, GapReason.NoAcquisition.Name);
        using var covered = Draw(frame, tile, Painted.Row("33TUN", UnitStatus.Done));
        Assert.Contains("not observed: 1, outside the frame", covered.Labels());
        using var alone = Draw(frame, tile);
        Assert.Contains("not observed: 1", alone.Labels());
    }

    [Fact]
    public void What_hides_others_across_the_antimeridian_may_be_cut_there_or_not()
    {
        var frame = Painted.Frame(179, -18, -179, -16);
        LedgerRow Row(UnitStatus? status, double west, double east) => Painted.Row(
            "01KAB", status, status is null ? GapReason.NoAcquisition.Name : null,
            new GeometryFactory().ToGeometry(new Envelope(west, east, -17.5, -16.5)));
        using var hidden = Draw(frame, Row(null, 180.5, 181.5), Row(UnitStatus.Done, -180, -178)); // the same place a turn away
        Assert.Contains("not observed: 1, outside the frame", hidden.Labels());
        using var beside = Draw(frame, Row(null, 180.5, 181.5), Row(UnitStatus.Done, -179.2, -178)); // covers a part
        Assert.Contains("not observed: 1", beside.Labels());
    }

    [Fact]
    public void Many_footprints_over_a_tile_at_the_frames_side_are_drawn_at_once()
    {
        // Skia's operations on paths took minutes for these: 100 shapes with the same sides, over a tile that the frame cuts.
        LedgerRow[] over = [.. Enumerable.Range(0, 100).Select(i => Painted.Row("33UXP", UnitStatus.Done, clear: i / 100.0))];
        using var canvas = Draw(Painted.Frame(15, 47.5, 18, 48.5), [Painted.Row("33UWP", null, GapReason.NoAcquisition.Name), .. over]);
        Assert.Superset(new HashSet<string>(["done: 100", "not observed: 1"]), canvas.Labels().ToHashSet());
    }

    [Theory]
    [InlineData(9, 0)] // all of it snow or water, or cloud: nobody can tell
    [InlineData(5, 4)]
    public void What_was_observed_without_a_value_is_not_called_cloud(int masked, int dilated)
    {
        var row = Painted.Row("33UXP", UnitStatus.NoData) with { Pixels = new() { Masked = masked, Dilated = dilated, Nodata = 1 } };
        Assert.Equal("no clear pixels", GapClass.Of(row)!.Name);
    }

    [Fact]
    public void Every_row_is_counted_once_even_of_a_reason_that_is_new()
    {
        LedgerRow[] rows = [
            Painted.Row("33UWP", UnitStatus.Suspect, "offset-conflict"), Painted.Row("33UXP", null, "a new reason"),
            Painted.Row("33TWN", UnitStatus.NoData), Painted.Row("33TXN", UnitStatus.Invalid)];
        var classes = CoverageClass.Of(rows);
        Assert.Equal(rows.Length, classes.Sum(c => c.Count));
        Assert.Equal(["failed", "not observed", "suspect"], classes.Select(c => c.Name).Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Core.RampTests.Eyes), MemberType = typeof(Core.RampTests))]
    public void Ends_are_told_apart_by_all_eyes(string eyes)
    {
        List<uint> colours = [.. GapClass.All.Select(gap => gap.Colour), Palette.NoValue];
        for (var i = 0; i < colours.Count; i++)
        {
            for (var j = 0; j < i; j++)
                Assert.InRange(
                    Core.ColourVision.Difference(eyes, colours[i], colours[j]), j < colours.Count - 1 && i < colours.Count - 1 ? 10
                    : 8, 200);
            for (var share = 0.0; share <= 1; share += 0.05)
                Assert.InRange(Core.ColourVision.Difference(eyes, colours[i], CoverageClass.ClearShare.At(share)), 10, 200);
        }
    }

    [Theory, MemberData(nameof(Core.RampTests.Eyes), MemberType = typeof(Core.RampTests))]
    public void Clear_shares_fall_in_lightness_step_by_step(string eyes)
    {
        var stops = CoverageClass.ClearShare.Stops;
        for (var i = 1; i < stops.Count; i++)
        {
            Assert.InRange(Core.ColourVision.Lightness(stops[i - 1]) - Core.ColourVision.Lightness(stops[i]), 12, 18);
            Assert.InRange(Core.ColourVision.Difference(eyes, stops[i - 1], stops[i]), 12, 40);
        }
    }

    [Fact]
    public void Where_nothing_was_observed_are_lines_and_the_paper_between_them()
    {
        var frame = Painted.Frame(14, 46, 18, 50);
        NoDataOf(out var clouded, out var unseen);
        using var canvas = Draw(frame, unseen, clouded, Painted.Row("33TWN", null, GapReason.NoAcquisition.Name));
        Assert.Equal(Cloud, canvas.At(frame, 17.1, 48.3));
        foreach (var (longitude, latitude) in new[] { (15.8, 48.3), (15.8, 47.2) })
        {
            var layout = MapLayout.Of(frame);
            var (x, y) = (layout.Longitudes.At(longitude), layout.Latitudes.At(latitude));
            var line = Enumerable.Range(0, 60).Select(i => canvas.At(x + i, y)).ToList();
            Assert.InRange(line.Count(colour => colour == Palette.NoValue), 30, 54);
            Assert.InRange(line.Count(colour => Core.ColourVision.Lightness(colour) < 60), 5, 20);
        }
        Assert.Superset(new HashSet<string>(["no clear pixels: 1", "not observed: 2"]), canvas.Labels().ToHashSet());

        static void NoDataOf(out LedgerRow clouded, out LedgerRow unseen)
        {
            clouded = Painted.Row("33UXP", UnitStatus.NoData) with { Pixels = new() { Masked = 9, Nodata = 1 } };
            unseen = Painted.Row("33UWP", UnitStatus.NoData) with { Pixels = new() { Nodata = 10 } };
        }
    }

    [Fact]
    public void What_failed_lies_over_what_did_not()
    {
        var frame = Painted.Frame(14, 46, 18, 50);
        using var canvas = Draw(frame, Painted.Row("33UWP", UnitStatus.Failed), Painted.Row("33UWP", UnitStatus.Done));
        Assert.Equal(Failed, canvas.At(frame, 15.8, 48.3));
    }

    public static TheoryData<string, string> AcrossTheAntimeridian => new()
    {
        { "two polygons",
            """{"type":"MultiPolygon","coordinates":[[[[179,-27],[180,-27],[180,-26],[179,-26],[179,-27]]],[[[-180,-27],[-179,-27],[-179,-26],[-180,-26],[-180,-27]]]]}""" },
        { "one that jumps", """{"type":"Polygon","coordinates":[[[179,-27],[-179,-27],[-179,-26],[179,-26],[179,-27]]]}""" },
        { "one that runs on", """{"type":"Polygon","coordinates":[[[179,-27],[181,-27],[181,-26],[179,-26],[179,-27]]]}""" },
        { "one that comes from before", """{"type":"Polygon","coordinates":[[[-181,-27],[-179,-27],[-179,-26],[-181,-26],[-181,-27]]]}""" },
    };

    [Theory, MemberData(nameof(AcrossTheAntimeridian))]
    public void A_footprint_across_the_antimeridian_lies_on_both_sides_and_nowhere_else(string form, string footprint)
    {
        var row = Painted.Row("01KAB", UnitStatus.Done, footprint: Painted.Polygons(footprint));
        var across = Painted.Frame(177, -28, -177, -25);
        using (var canvas = Draw(across, row))
            Assert.Equal(
                (form, Palette.NoValue, Done, Done, Palette.NoValue),
                (form, canvas.At(across, 178.3, -26.3), canvas.At(across, 179.3, -26.3), canvas.At(across, 180.7, -26.3),
                canvas.At(across, 181.7, -26.3)));
        var world = Painted.Frame(-180, -90, 180, 90);
        using (var canvas = Draw(world, row))
            Assert.Equal(
                (form, Done, Palette.NoValue, Done),
                (form, canvas.At(world, -179.6, -26.4), canvas.At(world, 5, -26.4), canvas.At(world, 179.6, -26.4)));
    }

    [Fact]
    public void A_hole_shows_what_is_below()
    {
        var frame = Painted.Frame(10, 40, 12, 42);
        using var canvas = Draw(frame, Painted.Row("32TPK", UnitStatus.Done, footprint: Painted.Polygons(
            """{"type":"Polygon","coordinates":[[[10,40],[12,40],[12,42],[10,42],[10,40]],[[10.5,40.5],[11.5,40.5],[11.5,41.5],[10.5,41.5],[10.5,40.5]]]}""")));
        Assert.Equal((Done, Palette.NoValue), (canvas.At(frame, 10.3, 40.3), canvas.At(frame, 11.2, 41.2)));
    }

    [Fact]
    public void A_row_without_a_footprint_is_counted_all_the_same()
    {
        using var canvas = Draw(Painted.Frame(14, 46, 18, 50), Painted.Row("33UWP", UnitStatus.Done) with { Geometry = null });
        Assert.Contains("done: 1", canvas.Labels());
    }

    [Fact]
    public void A_run_without_land_and_scenes_says_so()
    {
        using var canvas = Draw(Painted.Frame(-30, 20, -28, 22));
        Assert.Contains("No land tile and no scene lies in the area", canvas.Labels());
    }
}
