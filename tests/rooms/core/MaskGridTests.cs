using FsCheck.Xunit;
using Vegetation.Core.Masking;

namespace Vegetation.Tests.Core;

public sealed class MaskGridTests
{
    [Fact]
    public void Keeps_vegetation_dark_soil_water_and_unclassified_only()
    {
        var codes = Enumerable.Range(0, 256).Select(c => (byte)c).ToArray();
        var reasons = MaskGrid.Build(codes, 256, 1, new MaskRule(MaskRule.Default.Classes, 0));
        Assert.Equal([2, 4, 5, 6, 7], Enumerable.Range(0, 256).Where(c => reasons[c] == (byte)MaskReason.Kept));
        Assert.Equal((byte)MaskReason.Nodata, reasons[0]);
        Assert.Equal((byte)MaskReason.Saturated, reasons[1]);
    }

    [Fact]
    public void Class_0_is_nodata_even_when_no_class_is_dropped() =>
        Assert.Equal([(byte)MaskReason.Nodata, (byte)MaskReason.Kept], MaskGrid.Build([0, 9], 2, 1, new MaskRule([], 0)));

    [Fact]
    public void A_cloud_is_dilated_by_a_square()
    {
        var scl = Enumerable.Repeat((byte)4, 49).ToArray();
        scl[3 * 7 + 3] = 9;
        var reasons = MaskGrid.Build(scl, 7, 7, new MaskRule([9], 2));
        Assert.Equal(24, reasons.Count(f => f == (byte)MaskReason.Dilated));
        Assert.Equal((byte)MaskReason.Cloud, reasons[3 * 7 + 3]);
        Assert.Equal((byte)MaskReason.Kept, reasons[0]);
    }

    [Fact]
    public void Snow_and_kept_clouds_are_not_dilated()
    {
        Assert.DoesNotContain((byte)MaskReason.Dilated, MaskGrid.Build([4, 11, 4], 3, 1, MaskRule.Default));
        Assert.DoesNotContain((byte)MaskReason.Dilated, MaskGrid.Build([4, 8, 4], 3, 1, new MaskRule([9], 2)));
    }

    [Property(MaxTest = 200)]
    public bool Equals_looking_around_every_pixel(byte[] any, byte size, byte dilation)
    {
        var width = size % 13 + 1;
        var height = Math.Max(1, any.Length / width);
        var scl = Enumerable.Range(0, width * height).Select(i => i < any.Length ? (byte)(any[i] % 14) : (byte)4).ToArray();
        var rule = new MaskRule(MaskRule.Default.Classes, dilation % 6);
        return MaskGrid.Build(scl, width, height, rule).SequenceEqual(Plain(scl, width, height, rule));
    }

    static IEnumerable<byte> Plain(byte[] scl, int width, int height, MaskRule rule)
    {
        for (var row = 0; row < height; row++)
            for (var column = 0; column < width; column++)
                yield return (byte)PlainReason(scl, width, height, row, column, rule);
    }

    static MaskReason PlainReason(byte[] scl, int width, int height, int row, int column, MaskRule rule)
    {
        var code = scl[row * width + column];
        if (code == 0) return MaskReason.Nodata;
        if (code > 11) return MaskReason.Masked;
        if (rule.Classes.Contains(code))
            return code switch
            {
                1 => MaskReason.Saturated,
                3 => MaskReason.CloudShadow,
                8 or 9 => MaskReason.Cloud,
                10 => MaskReason.Cirrus,
                11 => MaskReason.Snow,
                _ => MaskReason.Masked,
            };
        for (var y = row - rule.DilationPixels; y <= row + rule.DilationPixels; y++)
            for (var x = column - rule.DilationPixels; x <= column + rule.DilationPixels; x++)
                if (x >= 0 && y >= 0 && x < width && y < height && Dilates(scl[y * width + x], rule)) return MaskReason.Dilated;
        return MaskReason.Kept;
    }

    static bool Dilates(byte code, MaskRule rule) => code is 3 or 8 or 9 or 10 && rule.Classes.Contains(code);
}
