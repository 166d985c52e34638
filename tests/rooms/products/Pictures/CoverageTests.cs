using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Functions.Aggregation;
using Vegetation.Products.Pictures;
using Vegetation.Functions.Planning;
using Vegetation.Products.Ledger;

namespace Vegetation.Tests.Products.Pictures;

public sealed class CoverageTests
{
    const uint Failed = 0xd55e00, TooCloudy = 0xa3adb7;
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
        Assert.Equal((Done, Failed, TooCloudy), (canvas.At(frame, 15.8, 48.3), canvas.At(frame, 17.1, 48.3), canvas.At(frame, 15.8, 47.2)));
        Assert.Equal(Palette.NoValue, canvas.At(frame, 14.3, 46.3));
    }

    [Fact]
    public void Processed_tiles_have_the_colour_of_their_clear_share_whatever_their_status()
    {
        var frame = Painted.Frame(14, 46, 18, 50);
        using var canvas = Draw(
            frame, Painted.Row("33UWP", UnitStatus.Done, clear: 1), Painted.Row("33UXP", UnitStatus.Suspect, "range", clear: 0.5),
            Painted.Row("33TWN", UnitStatus.NoData, clear: 0));
        var ramp = CoverageClass.ClearShare;
        Assert.Equal(
            (ramp.At(1), ramp.At(0.5), ramp.At(0)),
            (canvas.At(frame, 15.8, 48.3), canvas.At(frame, 17.1, 48.3), canvas.At(frame, 15.8, 47.2)));
        Assert.Superset(
            new HashSet<string>(["Processed scenes: clear share of the tile's pixels, %", "0", "20", "100", "no land tile", "suspect: 1"]),
            canvas.Labels().ToHashSet());
        Assert.Contains("3 scenes, 3 tiles. Their land: 6 thousand km², observed 50.0 %, clear 25.0 %", canvas.Labels());
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
                ["done: 2", "failed: 3", "crash 2 · decode 1", "no scene, too-cloudy: 1", "no scene, no-acquisition: 1",
                "5 scenes, 6 tiles. Their land: 12 thousand km², observed 0.0 %, clear 0.0 %"]),
            canvas.Labels().ToHashSet());
    }

    [Fact]
    public void Every_row_is_counted_once_even_of_a_reason_that_is_new()
    {
        LedgerRow[] rows = [
            Painted.Row("33UWP", UnitStatus.Suspect, "offset"), Painted.Row("33UXP", null, "a new reason"),
            Painted.Row("33TWN", UnitStatus.NoData), Painted.Row("33TXN", UnitStatus.Invalid)];
        var classes = CoverageClass.Of(rows);
        Assert.Equal(rows.Length, classes.Sum(c => c.Count));
        Assert.Equal(["a new reason", "invalid", "no-data", "suspect"], classes.Select(c => c.Name).Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Core.RampTests.Eyes), MemberType = typeof(Core.RampTests))]
    public void Ends_are_told_apart_by_all_eyes(string eyes)
    {
        string[] reasons = [
            GapReason.NoAcquisition.Name, GapReason.TooCloudy.Name, GapReason.BeyondMaxScenes.Name, GapReason.Unreadable.Name,
            GapReason.Outside.Name];
        var colours = CoverageClass.Of(
            [.. reasons.Select(r => Painted.Row("33UWP", null, r)), .. Enum.GetValues<UnitStatus>().Select(s => Painted.Row("33UWP", s))])
            .Select(c => c.Colour).OfType<uint>().Append(Palette.NoValue).ToList();
        Assert.Equal(8, colours.Distinct().Count());
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
    public void What_failed_lies_over_what_did_not()
    {
        var frame = Painted.Frame(14, 46, 18, 50);
        using var canvas = Draw(frame, Painted.Row("33UWP", UnitStatus.Failed), Painted.Row("33UWP", UnitStatus.Done));
        Assert.Equal(Failed, canvas.At(frame, 15.8, 48.3));
    }

    public static TheoryData<string, string> AcrossTheAntimeridian => new()
    {
        { "two polygons",
            """{"type":"MultiPolygon","coordinates":[[[[179,-17],[180,-17],[180,-16],[179,-16],[179,-17]]],[[[-180,-17],[-179,-17],[-179,-16],[-180,-16],[-180,-17]]]]}""" },
        { "one that jumps", """{"type":"Polygon","coordinates":[[[179,-17],[-179,-17],[-179,-16],[179,-16],[179,-17]]]}""" },
        { "one that runs on", """{"type":"Polygon","coordinates":[[[179,-17],[181,-17],[181,-16],[179,-16],[179,-17]]]}""" },
        { "one that comes from before", """{"type":"Polygon","coordinates":[[[-181,-17],[-179,-17],[-179,-16],[-181,-16],[-181,-17]]]}""" },
    };

    [Theory, MemberData(nameof(AcrossTheAntimeridian))]
    public void A_footprint_across_the_antimeridian_lies_on_both_sides_and_nowhere_else(string form, string footprint)
    {
        var row = Painted.Row("01KAB", UnitStatus.Done, footprint: Painted.Polygons(footprint));
        var across = Painted.Frame(177, -18, -177, -15);
        using (var canvas = Draw(across, row))
            Assert.Equal(
                (form, Palette.NoValue, Done, Done, Palette.NoValue),
                (form, canvas.At(across, 178.3, -16.3), canvas.At(across, 179.3, -16.3), canvas.At(across, 180.7, -16.3),
                canvas.At(across, 181.7, -16.3)));
        var world = Painted.Frame(-180, -90, 180, 90);
        using (var canvas = Draw(world, row))
            Assert.Equal(
                (form, Done, Palette.NoValue, Done),
                (form, canvas.At(world, -179.6, -16.4), canvas.At(world, 5, -16.4), canvas.At(world, 179.6, -16.4)));
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
