using Vegetation.Core.Masking;
using Vegetation.Core.Sensors;
using Vegetation.Raster;
using Vegetation.Worker.Reading;

namespace Vegetation.Tests.Worker;

public sealed class ClassMapTests
{
    [Fact]
    public void Keeps_vegetation_dark_soil_water_and_unclassified_only()
    {
        var codes = Enumerable.Range(0, 256).Select(c => (byte)c).ToArray();
        var reasons = Reasons(codes, 256, 1, new MaskRule(MaskRule.Default.Classes, 0));
        Assert.Equal([2, 4, 5, 6, 7], Enumerable.Range(0, 256).Where(c => reasons[c] == (byte)MaskReason.Kept));
        Assert.Equal((byte)MaskReason.Nodata, reasons[0]);
        Assert.Equal((byte)MaskReason.Saturated, reasons[1]);
    }

    [Fact]
    public void Class_0_is_nodata_even_when_no_class_is_dropped() =>
        Assert.Equal([(byte)MaskReason.Nodata, (byte)MaskReason.Kept], Reasons([0, 9], 2, 1, new MaskRule([], 0)));

    [Fact]
    public void A_cloud_is_dilated_by_a_square()
    {
        var scl = Enumerable.Repeat((byte)4, 49).ToArray();
        scl[3 * 7 + 3] = 9;
        var reasons = Reasons(scl, 7, 7, new MaskRule([9], 2));
        Assert.Equal(24, reasons.Count(f => f == (byte)MaskReason.Dilated));
        Assert.Equal((byte)MaskReason.Cloud, reasons[3 * 7 + 3]);
        Assert.Equal((byte)MaskReason.Kept, reasons[0]);
    }

    [Fact]
    public void Snow_and_kept_clouds_are_not_dilated()
    {
        Assert.DoesNotContain((byte)MaskReason.Dilated, Reasons([4, 11, 4], 3, 1, MaskRule.Default));
        Assert.DoesNotContain((byte)MaskReason.Dilated, Reasons([4, 8, 4], 3, 1, new MaskRule([9], 2)));
    }

    /// <summary>Odd sizes, all codes, several granules, all ratios, all rules: as one pixel after the other.</summary>
    [Fact]
    public void Equals_looking_around_every_pixel()
    {
        for (var seed = 0; seed < 600; seed++)
        {
            var any = new Random(seed);
            var scene = PlainClasses.Random(any, any.Next(1, 150), any.Next(1, 60), AnyMetres(any));
            Assert.True(scene.Map(1 + (seed % 3)) is var map && scene.HasCodes(map) && scene.HasReasons(map), $"seed {seed}: {scene}");
        }
    }

    /// <summary>Overviews of 2745, 1373 and 687 pixels lie on 5490.</summary>
    [Theory]
    [InlineData(5490, 31)]
    [InlineData(1373, 70)]
    public void Equals_looking_around_every_pixel_of_wide_strips(int width, int height)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var scene = PlainClasses.Random(new Random(seed), width, height, Resolution.Metres[seed % 5]);
            var (one, three) = (scene.Map(1), scene.Map(3));
            Assert.True(scene.HasCodes(one) && scene.HasReasons(one), $"{scene}");
            Assert.True(one.Reasons.Samples.AsSpan().SequenceEqual(three.Reasons.Samples), $"{scene}");
            Assert.True(one.Codes.Samples.AsSpan().SequenceEqual(three.Codes.Samples), $"{scene}");
        }
    }

    [Fact]
    public void Every_combination_of_dropped_classes_equals_looking_around()
    {
        for (var dropped = 0; dropped < 1 << 12; dropped++)
        {
            var scene = PlainClasses.Random(new Random(dropped), 37, 5, Resolution.Metres[dropped % 5]) with
            {
                Rule = new([.. Enumerable.Range(0, 12).Where(code => (dropped >> code & 1) != 0)], 1 + (dropped % 2)),
            };
            Assert.True(scene.HasReasons(scene.Map(1)), $"classes {dropped:b}: {scene}");
        }
    }

    [Fact]
    public void Seen_snow_and_water_count_in_the_pixel_that_their_middle_lies_in()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var any = new Random(seed);
            var scene = PlainClasses.Random(any, any.Next(9, 1500), any.Next(1, 40), AnyMetres(any));
            var (map, classes, width) = (scene.Map(1), new RowClasses(scene.Grid), scene.Grid.Pixels.Width);
            if (!scene.Grid.IsCoarse) continue;
            for (var row = 0; row < scene.Grid.Pixels.Height; row++)
            {
                var start = any.Next(width);
                var window = new PixelWindow(start, row, any.Next(start, width) + 1, row + 1);
                classes.Load(map, window, row);
                Assert.Equal(scene.Counts(window, row, code => code != 0), classes.Seen.ToArray());
                Assert.Equal(scene.Counts(window, row, code => code == 11), classes.Snow.ToArray());
                Assert.Equal(scene.Counts(window, row, code => code == 6), classes.Water.ToArray());
            }
        }
    }

    static int AnyMetres(Random any) => Resolution.Metres[any.Next(Resolution.Metres.Count)];

    static byte[] Reasons(byte[] codes, int width, int height, MaskRule rule)
    {
        var grid = new GeoGrid(width, height, 600000, 5000000, 20, 32632);
        return ClassMap.Of(codes, codes, rule, new(grid, grid), threads: 1, new(new())).Reasons.Samples;
    }
}
