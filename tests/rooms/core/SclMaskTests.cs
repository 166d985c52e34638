using FsCheck.Xunit;
using Vegetation.Core.Ndvi;

namespace Vegetation.Tests.Core;

public sealed class SclMaskTests
{
    [Fact]
    public void Keeps_vegetation_dark_soil_water_and_unclassified_only()
    {
        var codes = Enumerable.Range(0, 256).Select(c => (byte)c).ToArray();
        var fates = SclMask.Build(codes, 256, 1, new MaskRule(MaskRule.Default.Classes, 0));
        Assert.Equal([2, 4, 5, 6, 7], Enumerable.Range(0, 256).Where(c => fates[c] == (byte)SclFate.Keep));
        Assert.Equal((byte)SclFate.Nodata, fates[0]);
        Assert.Equal((byte)SclFate.Saturated, fates[1]);
    }

    [Fact]
    public void Class_0_is_nodata_even_when_no_class_is_dropped() =>
        Assert.Equal([(byte)SclFate.Nodata, (byte)SclFate.Keep], SclMask.Build([0, 9], 2, 1, new MaskRule([], 0)));

    [Fact]
    public void A_cloud_grows_by_a_square()
    {
        var scl = Enumerable.Repeat((byte)4, 49).ToArray();
        scl[3 * 7 + 3] = 9;
        var fates = SclMask.Build(scl, 7, 7, new MaskRule([9], 2));
        Assert.Equal(24, fates.Count(f => f == (byte)SclFate.Dilated));
        Assert.Equal((byte)SclFate.Masked, fates[3 * 7 + 3]);
        Assert.Equal((byte)SclFate.Keep, fates[0]);
    }

    [Fact]
    public void Snow_and_kept_clouds_do_not_grow()
    {
        Assert.DoesNotContain((byte)SclFate.Dilated, SclMask.Build([4, 11, 4], 3, 1, MaskRule.Default));
        Assert.DoesNotContain((byte)SclFate.Dilated, SclMask.Build([4, 8, 4], 3, 1, new MaskRule([9], 2)));
    }

    [Property(MaxTest = 200)]
    public bool Equals_looking_around_every_pixel(byte[] any, byte size, byte dilation)
    {
        var width = size % 13 + 1;
        var height = Math.Max(1, any.Length / width);
        var scl = Enumerable.Range(0, width * height).Select(i => i < any.Length ? (byte)(any[i] % 14) : (byte)4).ToArray();
        var rule = new MaskRule(MaskRule.Default.Classes, dilation % 6);
        return SclMask.Build(scl, width, height, rule).SequenceEqual(Plain(scl, width, height, rule));
    }

    static IEnumerable<byte> Plain(byte[] scl, int width, int height, MaskRule rule)
    {
        for (var row = 0; row < height; row++)
            for (var column = 0; column < width; column++)
                yield return (byte)PlainFate(scl, width, height, row, column, rule);
    }

    static SclFate PlainFate(byte[] scl, int width, int height, int row, int column, MaskRule rule)
    {
        var code = scl[row * width + column];
        if (code == 0) return SclFate.Nodata;
        if (rule.Drops(code)) return code == 1 ? SclFate.Saturated : SclFate.Masked;
        for (var y = row - rule.DilationPixels; y <= row + rule.DilationPixels; y++)
            for (var x = column - rule.DilationPixels; x <= column + rule.DilationPixels; x++)
                if (x >= 0 && y >= 0 && x < width && y < height && rule.Grows(scl[y * width + x])) return SclFate.Dilated;
        return SclFate.Keep;
    }
}
