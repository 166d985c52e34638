using Vegetation.Core.Indices;
using Vegetation.Core.Masking;
using Vegetation.Core.Scenes;

namespace Vegetation.Tests.Core;

/// <summary>What pixels prove of the offset, and what is taken of catalog, tags and pixels.</summary>
public sealed class PixelEvidenceTests
{
    const byte Vegetation = 4, Soil = 5, Water = 6;

    /// <summary>So many pixels of each kind.</summary>
    static OffsetEvidence Pixels(params (int Count, int Red, int Nir, byte Class)[] kinds)
    {
        var evidence = new OffsetEvidence();
        foreach (var (count, red, nir, sclClass) in kinds)
            for (var i = 0; i < count; i++) evidence.Count(red, nir, sclClass);
        return evidence;
    }

    static void Count(QualityGates gates, int count, short value, byte code) =>
        gates.Count(Enumerable.Repeat(value, count).ToArray(), Enumerable.Repeat(code, count).ToArray(), 1);

    static string Proof(in OffsetEvidence pixels) => pixels.OffsetAlreadyApplied ? "applied" : pixels.OffsetPending ? "pending"
        : "undecided";

    [Theory]
    [InlineData("dense vegetation", 300, 3500, Vegetation, "applied")]
    [InlineData("the same, raw", 1300, 4500, Vegetation, "pending")]
    [InlineData("the darkest that is raw", 1101, 3102, Vegetation, "pending")]
    [InlineData("in the dead band", 1000, 4000, Vegetation, "undecided")]
    [InlineData("dry grass, whose red is as bright as that of raw vegetation", 1300, 3000, Vegetation, "undecided")]
    [InlineData("clear water", 200, 100, Water, "applied")]
    [InlineData("the same, raw", 1200, 1100, Water, "pending")]
    [InlineData("ice that is called water", 3500, 3000, Water, "undecided")]
    [InlineData("haze over water", 1500, 1300, Water, "undecided")]
    [InlineData("bright soil", 2500, 3500, Soil, "undecided")]
    [InlineData("dark soil", 700, 900, Soil, "applied")]
    public void A_surface_proves_an_offset_only_where_it_is_dark_for_sure(string what, int red, int nir, byte sclClass, string proof) =>
        Assert.Equal((what, proof), (what, Proof(Pixels((20_000, red, nir, sclClass)))));

    [Theory]
    [InlineData("an arctic scene, corrected, of 0.177 % below 800", 177, 0, 0, "undecided")]
    [InlineData("another, of 0.183 %", 183, 0, 0, "undecided")]
    [InlineData("one that is raw, of 0.076 %", 76, 0, 0, "undecided")]
    [InlineData("corrected beyond doubt", 501, 0, 0, "applied")]
    [InlineData("half a per cent", 500, 0, 0, "undecided")]
    [InlineData("a fifth below 1000", 0, 20_001, 0, "applied")]
    [InlineData("a little less", 0, 19_999, 0, "undecided")]
    [InlineData("raw, with raw vegetation", 76, 0, 20_000, "pending")]
    [InlineData("a tenth of a per cent, with raw vegetation", 100, 0, 20_000, "pending")]
    [InlineData("more than that, with raw vegetation", 101, 0, 20_000, "undecided")]
    public void Few_dark_pixels_are_undecided_between_two_limits(string what, int below800, int below1000, int vegetation, string proof) =>
        Assert.Equal((what, proof), (what, Proof(Pixels(
            (below800, 790, 900, Soil), (below1000, 950, 1200, Soil), (vegetation, 1300, 4500, Vegetation),
            (100_000 - below800 - below1000 - vegetation, 3000, 3500, Soil)))));

    [Theory]
    [InlineData("a haze of which some is thin", 401, 11_000, "undecided")]
    [InlineData("two per cent at most", 400, 19_600, "pending")]
    [InlineData("half of it is dark", 10_001, 9_999, "applied")]
    [InlineData("too little of it", 0, 9_999, "undecided")]
    public void Dark_surfaces_prove_a_pending_offset_only_where_hardly_one_is_darker(
        string what, int below900, int above1100, string proof) =>
        Assert.Equal((what, proof), (what, Proof(Pixels(
            (below900, 850, 3500, Vegetation), (above1100, 1200, 4000, Vegetation), (400_000, 3000, 3500, Soil)))));

    [Fact]
    public void Few_pixels_prove_nothing()
    {
        Assert.Equal("undecided", Proof(Pixels((9_999, 300, 3500, Vegetation))));
        Assert.Equal("undecided", Proof(Pixels((9_999, 1300, 4500, Vegetation))));
    }

    /// <summary>All cases: docs/reference.md has the same table.</summary>
    [Theory]
    [InlineData(0, null, "applied", true, 0, "flag", "high", false)]
    [InlineData(0, 0, "applied", true, 0, "flag", "high", false)]
    [InlineData(0, -1000, "applied", true, 0, "flag", "high", true)]
    [InlineData(0, null, "undecided", true, 0, "flag", "low", false)]
    [InlineData(0, 0, "undecided", true, 0, "flag", "high", false)]
    [InlineData(0, -1000, "undecided", true, -1000, "tag", "low", true)]
    [InlineData(0, null, "pending", true, -1000, "pixels", "high", true)]
    [InlineData(0, 0, "pending", true, -1000, "pixels", "high", true)]
    [InlineData(0, -1000, "pending", true, -1000, "pixels", "high", true)]
    [InlineData(-1000, null, "applied", true, 0, "pixels", "high", true)] // fault 11
    [InlineData(-1000, 0, "applied", true, 0, "pixels", "high", true)]
    [InlineData(-1000, -1000, "applied", true, 0, "pixels", "high", true)]
    [InlineData(-1000, null, "undecided", true, -1000, "flag", "low", false)]
    [InlineData(-1000, 0, "undecided", true, 0, "tag", "low", true)]
    [InlineData(-1000, -1000, "undecided", true, -1000, "flag", "high", false)]
    [InlineData(-1000, null, "pending", true, -1000, "flag", "high", false)]
    [InlineData(-1000, 0, "pending", true, -1000, "flag", "high", true)]
    [InlineData(-1000, -1000, "pending", true, -1000, "flag", "high", false)]
    [InlineData(0, null, "pending", false, 0, "flag", "low", false)] // before baseline 04.00 nothing was ever added
    [InlineData(0, -1000, "pending", false, 0, "flag", "low", true)]
    [InlineData(0, -1000, "undecided", false, 0, "flag", "low", true)]
    [InlineData(0, 0, "pending", false, 0, "flag", "high", false)]
    public void Pixels_decide_then_the_tag_then_the_catalog(
        int stated, int? tag, string pixels, bool mayBePending, int value, string basis, string confidence, bool suspect)
    {
        var evidence = pixels switch
        {
            "applied" => Pixels((20_000, 300, 3500, Vegetation)),
            "pending" => Pixels((20_000, 1300, 4500, Vegetation)),
            _ => Pixels((20_000, 2500, 3500, Soil)),
        };
        Assert.Equal(pixels, Proof(evidence));
        var claims = new OffsetClaims(new(stated, "flag"), tag, mayBePending);
        var taken = claims.Resolve(evidence);
        Assert.Equal((new BoaOffset(value, basis, confidence), suspect), (taken, claims.Contradict(taken)));
    }

    [Theory]
    [InlineData(8000, Vegetation, 0)]
    [InlineData(2000, Vegetation, 1)] // fault 68: what a missing offset does to vegetation
    [InlineData(1500, Soil, 0)]
    [InlineData(6000, Soil, 1)]
    [InlineData(-3000, Water, 0)]
    [InlineData(5000, Water, 1)]
    [InlineData(9900, 7, 1)] // beyond 0.98, whatever the class
    public void A_gate_trips_where_the_median_is_not_what_the_class_can_have(short ndvi, byte sclClass, int tripped)
    {
        var gates = new QualityGates(SpectralIndex.Ndvi, ClassTable.Scl);
        Count(gates, 10_001, ndvi, sclClass);
        Assert.Equal(tripped, gates.Tripped().Count());
    }

    [Theory]
    [InlineData(3499, Vegetation, "median NDVI over vegetation is 0.3499, below 0.35")]
    [InlineData(9501, Vegetation, "median NDVI over vegetation is 0.9501, above 0.95")]
    [InlineData(-501, Soil, "median NDVI over bare soil is -0.0501, below -0.05")]
    [InlineData(2001, Water, "median NDVI over water is 0.2001, above 0.20")]
    public void Fault_68_a_gate_says_what_it_compared_to_the_last_digit(short ndvi, byte sclClass, string says)
    {
        var gates = new QualityGates(SpectralIndex.Ndvi, ClassTable.Scl);
        Count(gates, 10_001, ndvi, sclClass);
        Assert.Equal([says], gates.Tripped());
    }

    [Fact]
    public void The_gate_of_extremes_says_numbers_that_differ()
    {
        var gates = new QualityGates(SpectralIndex.Ndvi, ClassTable.Scl);
        Count(gates, 5_001, 9801, 7);
        Count(gates, 994_999, 5000, 7);
        Assert.Equal(["5001 of 1000000 NDVI are beyond 0.98 or below -0.98; expected at most 5000 (0.5 %)"], gates.Tripped());
    }

    [Theory]
    [InlineData(1, 9_999, 0), InlineData(1, 10_000, 1), InlineData(2, 9_999, 0), InlineData(2, 10_000, 1)]
    public void Gates_count_one_pixel_of_each_of_the_classification_where_it_has_a_value(int step, int counted, int tripped)
    {
        var gates = new QualityGates(SpectralIndex.Ndvi, ClassTable.Scl);
        // every second of those that are looked at has no value, and all others have
        short[] values = [.. Enumerable.Range(0, 2 * step * counted).Select(
            i => i % (2 * step) == step ? SpectralIndex.Nodata : (short)3000)];
        gates.Count(values, Enumerable.Repeat(Vegetation, values.Length).ToArray(), step);
        Assert.Equal(tripped, gates.Tripped().Count());
    }

    [Theory]
    [InlineData(1), InlineData(15), InlineData(16), InlineData(17), InlineData(50), InlineData(129), InlineData(1024)]
    public void A_row_counts_as_its_pixels_one_by_one(int width)
    {
        var random = new Random(width);
        int[] edges = [0, 1, 2, 799, 800, 899, 900, 999, 1000, 1099, 1100, 1199, 1200, 2799, 2800, 2801, 3000, 3001, 32767, 32768, 65535];
        ushort[] Row() => [.. Enumerable.Range(0, width).Select(_ => (ushort)edges[random.Next(edges.Length)])];
        var (red, nir) = (Row(), Row());
        foreach (var ratio in new[] { 2, 1 })
        {
            byte[] reasons = [.. Enumerable.Range(0, (width + ratio - 1) / ratio).Select(_ => (byte)random.Next(3))];
            byte[] codes = [.. reasons.Select(_ => (byte)random.Next(3, 8))];
            var (whole, single) = (new OffsetEvidence(), new OffsetEvidence());
            whole.Count(red, nir, reasons, codes, ratio);
            for (var i = 0; i < reasons.Length; i++)
                if (reasons[i] == 0) single.Count(red[ratio * i], nir[ratio * i], codes[i]);
            Assert.Equal(single, whole);
        }
    }
}
