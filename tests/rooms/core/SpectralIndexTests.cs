using FsCheck.Xunit;
using Vegetation.Core.Indices;
using Vegetation.Core.Sensors;

namespace Vegetation.Tests.Core;

/// <summary>What holds for every row of the table of indices.</summary>
public sealed class SpectralIndexTests
{
    /// <summary>The formulas once more, of reflectances, as the papers write them.</summary>
    static decimal Formula(string index, decimal red, decimal nir) => index switch
    {
        "ndvi" => (nir - red) / (nir + red),
        "evi2" => 2.5m * (nir - red) / (nir + 2.4m * red + 1),
        _ => throw new ArgumentException($"{index} has no formula here yet"),
    };

    static int Dn(int any, int offset)
    {
        var range = DnRange.For(offset);
        return any % 7 == 0 ? range.Min : any % 11 == 0 ? range.Max : range.Min + (int)((uint)any % (uint)(range.Max - range.Min + 1));
    }

    [Property(MaxTest = 3000)]
    public void Values_are_those_of_decimals_within_range_whether_the_offset_is_in_the_pixels_or_not(int a, int b)
    {
        foreach (var index in SpectralIndex.All)
        {
            var (red, nir) = (Dn(a, 0), Dn(b, 0));
            var expected = Math.Round(10_000 * Formula(index.Name, red / 10_000m, nir / 10_000m), MidpointRounding.AwayFromZero);
            var scaled = IndexMath.Scaled(index, red, nir, 0);
            Assert.Equal(expected, scaled);
            Assert.InRange(scaled, index.Min, index.Max);
            Assert.Equal(scaled, IndexMath.Scaled(index, red + 1000, nir + 1000, -1000));
            var exact = IndexMath.Exact(index.Fraction.WithOffset(-1000), red + 1000, nir + 1000);
            Assert.Equal((float)Formula(index.Name, red / 10_000m, nir / 10_000m), exact, 1e-7f);
        }
    }

    [Fact]
    public void Nodata_is_below_every_range_and_sums_of_squares_fit_the_vectors()
    {
        Assert.All(SpectralIndex.All, index => Assert.True(index.Min > SpectralIndex.Nodata));
        Assert.All(SpectralIndex.All, index => Assert.True(8 * index.LargestSquare <= uint.MaxValue));
        Assert.All(SpectralIndex.All, index => Assert.All(index.Gates,
            gate => Assert.True(gate.Low >= index.Min && gate.High <= index.Max)));
        Assert.All(SpectralIndex.All, index => Assert.Equal([BandRole.Red, BandRole.Nir], index.Fraction.Bands));
        Assert.Equal(SpectralIndex.All.Count, SpectralIndex.All.Select(index => index.Name).Distinct().Count());
    }

    [Fact]
    public void Ranges_are_no_wider_than_reflectances_reach()
    {
        Assert.Equal((16_662, -8_620), (IndexMath.Scaled(SpectralIndex.Evi2, 2, 20_000, 0),
            IndexMath.Scaled(SpectralIndex.Evi2, 20_000, 2, 0)));
        Assert.Equal((9998, -9998), (IndexMath.Scaled(SpectralIndex.Ndvi, 2, 20_000, 0),
            IndexMath.Scaled(SpectralIndex.Ndvi, 20_000, 2, 0)));
    }

    [Fact]
    public void An_index_that_does_not_exist_names_those_that_do() =>
        Assert.Contains("got \"x\"; expected ndvi, evi2", Assert.Throws<ArgumentException>(() => SpectralIndex.Of("x")).Message);
}
