using FsCheck.Xunit;
using Vegetation.Core.Indices;
using Vegetation.Core.Sensors;

namespace Vegetation.Tests.Core;

/// <summary>What holds for every row of the table of indices.</summary>
public sealed class SpectralIndexTests
{
    /// <summary>
    /// The formulas once more, of reflectances of the bands by their roles, as the papers write them; null where there is no value.
    /// </summary>
    static decimal? Formula(string index, Func<BandRole, decimal> of)
    {
        var (b, g, r, e, n) = (of(BandRole.Blue), of(BandRole.Green), of(BandRole.Red), of(BandRole.RedEdge), of(BandRole.Nir));
        var (s1, s2) = (of(BandRole.Swir1), of(BandRole.Swir2));
        return index switch
        {
            "ndvi" => (n - r) / (n + r),
            "evi" => n + 6 * r - 7.5m * b + 1 is > 0 and var below ? 2.5m * (n - r) / below : null,
            "evi2" => 2.5m * (n - r) / (n + 2.4m * r + 1),
            "savi" => 1.5m * (n - r) / (n + r + 0.5m),
            "msavi2" => (2 * n + 1 - Root((2 * n + 1) * (2 * n + 1) - 8 * (n - r))) / 2,
            "gndvi" => (n - g) / (n + g),
            "ndwi" => (g - n) / (g + n),
            "ndmi" => (n - s1) / (n + s1),
            "nbr" => (n - s2) / (n + s2),
            "nbr2" => (s1 - s2) / (s1 + s2),
            "ndre" => (n - e) / (n + e),
            "kndvi" => n < r ? null : (decimal)Math.Tanh((double)Rounded((n - r) / (n + r)) * (double)Rounded((n - r) / (n + r))),
            _ => throw new ArgumentException($"{index} has no formula here yet"),
        };
    }

    static decimal Rounded(decimal value) => Math.Round(value, 4, MidpointRounding.AwayFromZero);

    /// <summary>By Newton, to all digits of a decimal.</summary>
    static decimal Root(decimal value)
    {
        var root = (decimal)Math.Sqrt((double)value);
        for (var i = 0; i < 3; i++) root = (root + value / root) / 2;
        return root;
    }

    static int Dn(int any, int offset)
    {
        var range = DnRange.For(offset);
        return any % 7 == 0 ? range.Min : any % 11 == 0 ? range.Max : range.Min + (int)((uint)any % (uint)(range.Max - range.Min + 1));
    }

    [Property(MaxTest = 2000)]
    public void Values_are_those_of_decimals_within_range_whether_the_offset_is_in_the_pixels_or_not(int seed)
    {
        var random = new Random(seed);
        var dn = Enum.GetValues<BandRole>().ToDictionary(role => role, _ => Dn(random.Next(), 0));
        foreach (var index in SpectralIndex.All)
        {
            int[] own = [.. index.Bands.Select(role => dn[role])];
            var exact = Formula(index.Name, role => dn[role] / 10_000m);
            var scaled = exact is null ? null : (decimal?)Math.Round(10_000 * exact.Value, MidpointRounding.AwayFromZero);
            var expected = scaled >= index.Min && scaled <= index.Max ? scaled : SpectralIndex.Nodata;
            Assert.True(expected == IndexMath.Scaled(index, 0, own), $"{index.Name} of {string.Join(", ", own)}: {exact}");
            Assert.Equal(expected, IndexMath.Scaled(index, -1000, [.. own.Select(value => value + 1000)]));
            if (expected == SpectralIndex.Nodata || index == SpectralIndex.Kndvi) continue;
            Assert.Equal((float)exact!, index.Formula.WithOffset(-1000).Exact([.. own.Select(value => value + 1000)]), 1e-6f);
        }
    }

    /// <summary>All but EVI have a value for whatever reflectances there are, and kNDVI for all that are green.</summary>
    [Property(MaxTest = 500)]
    public void Only_haze_and_what_is_not_green_have_no_value(int seed)
    {
        var random = new Random(seed);
        int[] dn = [Dn(random.Next(), 0), Dn(random.Next(), 0)];
        foreach (var index in SpectralIndex.All.Where(index => index.Name is not ("evi" or "kndvi")))
            Assert.NotEqual(SpectralIndex.Nodata, IndexMath.Scaled(index, 0, dn));
        Assert.Equal(dn[1] >= dn[0] || IndexMath.Scaled(SpectralIndex.Ndvi, 0, dn) == 0,
            IndexMath.Scaled(SpectralIndex.Kndvi, 0, dn) != SpectralIndex.Nodata);
    }

    [Fact]
    public void Nodata_is_below_every_range_and_sums_of_squares_fit_the_vectors()
    {
        Assert.All(SpectralIndex.All, index => Assert.True(index.Min > SpectralIndex.Nodata));
        Assert.All(SpectralIndex.All, index => Assert.True(8 * index.LargestSquare <= uint.MaxValue));
        Assert.All(SpectralIndex.All, index => Assert.All(index.Gates,
            gate => Assert.True(gate.Low >= index.Min && gate.High <= index.Max)));
        Assert.All(SpectralIndex.All, index => Assert.InRange(index.Bands.Count, 2, 3));
        Assert.Equal(SpectralIndex.All.Count, SpectralIndex.All.Select(index => index.Name).Distinct().Count());
        Assert.Equal(12, SpectralIndex.All.Count);
    }

    [Theory]
    [InlineData("ndvi", -9998, 9998)]
    [InlineData("evi2", -8620, 16_662)]
    [InlineData("savi", -11_998, 11_998)]
    [InlineData("msavi2", -15_613, 9999)]
    [InlineData("kndvi", 0, 7614)]
    public void Ranges_are_no_wider_than_reflectances_reach(string name, int least, int most)
    {
        var index = SpectralIndex.Of(name);
        Assert.Equal((most, least),
            (IndexMath.Scaled(index, 0, 2, 20_000), IndexMath.Scaled(index, 0, 20_000, name == "kndvi" ? 20_000 : 2)));
        Assert.InRange(index.Max - most, 0, 6);
        Assert.InRange(least - index.Min, 0, 6);
    }

    /// <summary>Half a unit more or less of the fourth digit would depend on how a machine computes tanh.</summary>
    [Fact]
    public void No_value_of_kNDVI_is_near_a_half() => Assert.All(Enumerable.Range(0, 10_001), value =>
    {
        var exact = 10_000 * Math.Tanh(Math.Pow(value / 10_000.0, 2));
        Assert.True(Math.Abs(exact - Math.Floor(exact) - 0.5) > 1e-9, $"{value}: {exact}");
    });

    /// <summary>Bands of 20 m are as measured at 20 m, those of 10 m are averaged.</summary>
    [Theory]
    [InlineData("ndvi", 10, "NDVI")]
    [InlineData("ndvi", 20, "NDVI of mean reflectance at 20 m")]
    [InlineData("ndmi", 20, "NDMI of mean reflectance at 20 m")]
    [InlineData("nbr2", 20, "NBR2")]
    [InlineData("nbr2", 40, "NBR2 of mean reflectance at 40 m")]
    public void Labels_say_where_bands_were_averaged(string name, int metres, string label) =>
        Assert.Equal(label, SpectralIndex.Of(name).LabelAt(metres));

    [Fact]
    public void An_index_that_does_not_exist_names_those_that_do() =>
        Assert.Contains("got \"x\"; expected ndvi, evi2, savi,", Assert.Throws<ArgumentException>(() => SpectralIndex.Of("x")).Message);
}
