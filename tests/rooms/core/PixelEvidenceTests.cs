using Vegetation.Core.Ndvi;
using Vegetation.Core.Scenes;

namespace Vegetation.Tests.Core;

public sealed class PixelEvidenceTests
{
    const byte Vegetation = 4, Soil = 5;
    static readonly BoaOffset Raw = new(-1000, "flag"), Corrected = new(0, "flag");

    static OffsetEvidence Pixels(int count, int red, byte sclClass)
    {
        var evidence = new OffsetEvidence();
        for (var i = 0; i < count; i++) evidence.Count(red, sclClass);
        return evidence;
    }

    [Theory]
    [InlineData(300, Vegetation, -1000, true, 0, "pixels")] // fault 11: called raw, and dark as only corrected pixels are
    [InlineData(1300, Vegetation, 0, true, -1000, "pixels")] // called corrected, and vegetation as bright as raw pixels are
    [InlineData(1300, Vegetation, 0, false, 0, "flag")] // before baseline 04.00 nothing was ever added
    [InlineData(1300, Vegetation, -1000, true, -1000, "flag")]
    [InlineData(300, Vegetation, 0, true, 0, "flag")]
    [InlineData(2500, Soil, 0, true, 0, "flag")] // bright soil proves nothing
    [InlineData(1000, Vegetation, 0, true, 0, "flag")] // in the dead band
    public void Pixels_overrule_the_catalog_only_where_they_prove_it_wrong(int red, byte sclClass, int stated, bool mayBeRaw, int value, string basis) =>
        Assert.Equal(new BoaOffset(value, basis), Pixels(20_000, red, sclClass).Judge(stated == 0 ? Corrected : Raw, mayBeRaw) with { Confidence = BoaOffset.Low });

    [Theory]
    [InlineData(20_000, 300, Vegetation, 0, "high")] // they agree
    [InlineData(20_000, 1300, Vegetation, -1000, "high")]
    [InlineData(20_000, 300, Vegetation, -1000, "high")] // they decide
    [InlineData(20_000, 1300, Vegetation, 0, "high")]
    [InlineData(20_000, 2500, Soil, 0, "low")] // they prove nothing
    [InlineData(20_000, 2500, Soil, -1000, "low")]
    [InlineData(20_000, 1000, Vegetation, -1000, "low")]
    [InlineData(9_999, 300, Vegetation, 0, "low")] // too few
    public void Confidence_is_high_where_the_pixels_agree_or_decide(int count, int red, byte sclClass, int stated, string confidence) =>
        Assert.Equal(confidence, Pixels(count, red, sclClass).Judge(stated == 0 ? Corrected : Raw, true).Confidence);

    [Fact]
    public void Pixels_that_speak_against_an_offset_that_cannot_be_are_no_confidence() => Assert.Equal("low", Pixels(20_000, 1300, Vegetation).Judge(Corrected, false).Confidence);

    [Fact]
    public void Few_pixels_prove_nothing() => Assert.Equal(Raw, Pixels(9_999, 300, Vegetation).Judge(Raw, true));

    [Fact]
    public void A_handful_of_dark_pixels_is_not_two_percent()
    {
        var evidence = Pixels(99_000, 1300, Vegetation);
        evidence.Add(Pixels(1_000, 950, Vegetation));
        Assert.False(evidence.ProvesCorrected);
        evidence.Add(Pixels(2_000, 950, Vegetation));
        Assert.True(evidence.ProvesCorrected);
    }

    [Theory]
    [InlineData(8000, Vegetation, 0)]
    [InlineData(2000, Vegetation, 1)] // fault 68: what a missing offset does to vegetation
    [InlineData(1500, Soil, 0)]
    [InlineData(6000, Soil, 1)]
    [InlineData(-3000, 6, 0)]
    [InlineData(5000, 6, 1)]
    [InlineData(9900, 7, 1)] // beyond 0.98, whatever the class
    public void A_gate_trips_where_the_median_is_not_what_the_class_can_have(short ndvi, byte sclClass, int tripped)
    {
        var gates = new QualityGates();
        for (var i = 0; i < 10_001; i++) gates.Count(ndvi, sclClass);
        Assert.Equal(tripped, gates.Tripped().Count());
    }

    [Theory]
    [InlineData(1), InlineData(15), InlineData(16), InlineData(17), InlineData(50), InlineData(129)]
    public void A_row_counts_as_its_pixels_one_by_one(int width)
    {
        var random = new Random(width);
        int[] edges = [0, 1, 2, 799, 800, 899, 900, 999, 1000, 1099, 1100, 32767, 32768, 65535];
        ushort[] red = [.. Enumerable.Range(0, width).Select(_ => (ushort)edges[random.Next(edges.Length)])];
        byte[] fates = [.. Enumerable.Range(0, (width + 1) / 2).Select(_ => (byte)random.Next(3))];
        byte[] codes = [.. fates.Select(_ => (byte)random.Next(3, 8))];
        var (whole, single) = (new OffsetEvidence(), new OffsetEvidence());
        whole.Count(red, fates, codes);
        for (var i = 0; i < fates.Length; i++)
            if (fates[i] == 0) single.Count(red[2 * i], codes[i]);
        Assert.Equal(single, whole);
    }
}
