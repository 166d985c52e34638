using FsCheck.Xunit;
using Vegetation.Core.Indices;
using Vegetation.Core.Sensors;

namespace Vegetation.Tests.Core;

public sealed class IndexMathTests
{
    static int Dn(int any, int offset)
    {
        var range = DnRange.For(offset);
        return range.Min + (int)((uint)any % (uint)(range.Max - range.Min + 1));
    }

    [Theory]
    [InlineData(300, 3500, 0, 8421)] // vegetation, corrected pixels
    [InlineData(1300, 4500, -1000, 8421)] // the same, raw
    [InlineData(500, 200, 0, -4286)] // water
    [InlineData(1000, 1000, 0, 0)]
    [InlineData(9999, 10001, 0, 1)]
    [InlineData(19999, 20001, 0, 1)] // 0.5 is rounded away from zero
    [InlineData(20001, 19999, 0, -1)]
    [InlineData(19997, 20003, 0, 2)] // 1.5
    public void Has_the_value_that_arithmetic_gives(int red, int nir, int offset, short expected) =>
        Assert.Equal(expected, IndexMath.Scaled(SpectralIndex.Ndvi, offset, red, nir));

    [Property(MaxTest = 2000)]
    public bool Equals_exact_decimal_arithmetic(int a, int b, bool raw)
    {
        var offset = raw ? -1000 : 0;
        var (red, nir) = (Dn(a, offset), Dn(b, offset));
        var exact = 10000m * (nir - red) / (nir + red + 2 * offset);
        return IndexMath.Scaled(SpectralIndex.Ndvi, offset, red, nir) == (short)Math.Round(exact, MidpointRounding.AwayFromZero);
    }

    [Property(MaxTest = 2000)]
    public bool Flips_its_sign_when_the_bands_swap(int a, int b) =>
        IndexMath.Scaled(SpectralIndex.Ndvi, 0, Dn(a, 0), Dn(b, 0)) == -IndexMath.Scaled(SpectralIndex.Ndvi, 0, Dn(b, 0), Dn(a, 0));

    [Property(MaxTest = 2000)]
    public bool Stays_within_one(int a, int b, bool raw)
    {
        var offset = raw ? -1000 : 0;
        return Math.Abs((int)IndexMath.Scaled(SpectralIndex.Ndvi, offset, Dn(a, offset), Dn(b, offset))) <= 10000;
    }

    [Property(MaxTest = 2000)]
    public bool Grows_with_near_infrared(int a, int b)
    {
        var (red, nir) = (Dn(a, 0), Math.Min(Dn(b, 0), DnRange.For(0).Max - 1));
        return IndexMath.Scaled(SpectralIndex.Ndvi, 0, red, nir + 1) >= IndexMath.Scaled(SpectralIndex.Ndvi, 0, red, nir);
    }

    [Property(MaxTest = 2000)]
    public bool Is_the_same_for_raw_and_corrected_pixels(int a, int b) =>
        IndexMath.Scaled(SpectralIndex.Ndvi, 0, Dn(a, 0), Dn(b, 0)) == IndexMath.Scaled(
            SpectralIndex.Ndvi, -1000, Dn(a, 0) + 1000, Dn(b, 0) + 1000);

    [Theory]
    [InlineData(0, 0, false)] // nodata
    [InlineData(0, 1, false)] // clipped
    [InlineData(0, 2, true)]
    [InlineData(0, 20000, true)]
    [InlineData(0, 20001, false)]
    [InlineData(0, 32768, false)]
    [InlineData(-1000, 1000, false)] // reflectance 0
    [InlineData(-1000, 1001, true)]
    [InlineData(-1000, 21000, true)]
    [InlineData(-1000, 65535, false)]
    public void Only_reflectances_above_0_and_up_to_2_are_measurements(int offset, int dn, bool expected) =>
        Assert.Equal(expected, DnRange.For(offset).Contains(dn));
}
