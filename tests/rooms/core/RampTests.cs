using Vegetation.Core.Indices;

namespace Vegetation.Tests.Core;

public sealed class RampTests
{
    public static TheoryData<string> Eyes => ["all cones", "protanopia", "deuteranopia"];

    static readonly double[] Tenths = [.. Enumerable.Range(0, 11).Select(i => i / 10.0)];

    [Fact]
    public void Lightness_is_what_the_standard_says() // 0x777777 is the grey nearest to half lightness
    {
        Assert.Equal(0, ColourVision.Lightness(0x000000), 3);
        Assert.Equal(100, ColourVision.Lightness(0xffffff), 3);
        Assert.Equal(50, ColourVision.Lightness(0x777777), 0.1);
    }

    [Fact]
    public void More_vegetation_is_darker_by_even_steps()
    {
        var lightness = Tenths.Select(v => ColourVision.Lightness(SpectralIndex.Ndvi.Ramp.Colour(v))).ToList();
        Assert.Equal(90, lightness[0], 0.5);
        Assert.All(lightness.Zip(lightness.Skip(1)), pair => Assert.Equal(7, pair.First - pair.Second, 0.5));
    }

    [Fact]
    public void Between_the_stops_too_nothing_is_lighter_than_what_has_less() // but for the rounding to bytes
    {
        var lightness = Enumerable.Range(0, 10001).Select(v => ColourVision.Lightness(SpectralIndex.Ndvi.Ramp.Colour(v / 10000.0)))
            .ToList();
        Assert.All(lightness.Zip(lightness.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, -2, 0.4));
    }

    [Theory, MemberData(nameof(Eyes))]
    public void A_tenth_of_ndvi_is_seen_by_all_eyes(string eyes)
    {
        foreach (var one in Tenths)
            foreach (var other in Tenths.Where(v => v > one))
                Assert.InRange(ColourVision.Difference(eyes, SpectralIndex.Ndvi.Ramp.Colour(one), SpectralIndex.Ndvi.Ramp.Colour(other)), 6,
                    200);
    }

    [Theory, MemberData(nameof(Eyes))]
    public void Values_below_zero_are_apart_for_all_eyes(string eyes) => Assert.All(
        Enumerable.Range(0, 101), v => Assert.InRange(ColourVision.Difference(
            eyes, SpectralIndex.Ndvi.Ramp.BelowZero!.Value, SpectralIndex.Ndvi.Ramp.Colour(v / 100.0)), 20, 200));

    [Fact]
    public void Change_is_as_light_on_either_side_and_lightest_where_there_is_none()
    {
        var steps = Enumerable.Range(0, 6).Select(i => i * ChangeRamp.Most / 5).ToList();
        Assert.All(steps, v => Assert.Equal(ColourVision.Lightness(ChangeRamp.Ramp.At(v)), ColourVision.Lightness(ChangeRamp.Ramp.At(-v)),
            1.0));
        var lightness = steps.Select(v => ColourVision.Lightness(ChangeRamp.Ramp.At(v))).ToList();
        Assert.All(lightness.Zip(lightness.Skip(1)), pair => Assert.InRange(pair.First - pair.Second, 10, 13));
    }

    [Theory, MemberData(nameof(Eyes))]
    public void Loss_and_gain_are_apart_for_all_eyes(string eyes) => Assert.All(
        Enumerable.Range(1, 5), i => Assert.InRange(
            ColourVision.Difference(eyes, ChangeRamp.Ramp.At(i * ChangeRamp.Most / 5), ChangeRamp.Ramp.At(-i * ChangeRamp.Most / 5)), 15,
                200));

    [Fact]
    public void Beyond_its_ends_a_ramp_has_the_colours_of_its_ends()
    {
        var ramp = new ColourRamp(-1, 1, [0x000000, 0x646464, 0xff0000]);
        Assert.Equal((0x000000u, 0xff0000u), (ramp.At(-7), ramp.At(7)));
        Assert.Equal((0x323232u, 0x646464u), (ramp.At(-0.5), ramp.At(0)));
        Assert.Equal("#000000, #646464, #ff0000", ramp.Css);
    }

    [Fact]
    public void A_picture_of_a_scene_is_transparent_where_there_is_no_value_and_else_has_the_ramps_colours()
    {
        Assert.Equal(0, Assert.Single(SpectralIndex.Ndvi.Ramp.Places([SpectralIndex.Nodata])));
        foreach (var index in SpectralIndex.All)
        {
            short[] values = [.. Enumerable.Range(-100, 201).Select(i => (short)(i * 100))];
            var ramp = index.Ramp;
            foreach (var (value, place) in values.Zip(ramp.Places(values)))
                for (var shift = 0; shift < 24; shift += 8) // half a step of the steepest ramp is no more
                    Assert.InRange(Channel(ramp.Palette[place - 1], shift) - Channel(ramp.Colour(value / 10000.0), shift), -2, 2);
            Assert.Equal(255, ramp.Palette.Count);
        }

        static int Channel(uint colour, int shift) => (int)(colour >> shift & 255);
    }
}
