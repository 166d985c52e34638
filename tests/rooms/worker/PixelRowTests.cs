using Vegetation.Core.Indices;
using Vegetation.Worker.Computing;

namespace Vegetation.Tests.Worker;

public sealed class PixelRowTests
{
    static readonly ushort[] Edges = [0, 1, 2, 3, 999, 1000, 1001, 1002, 9999, 10000, 19999, 20000, 20001, 21000, 21001, 32767, 32768,
        65535];

    public static readonly TheoryData<string, int> Indices = [];

    static PixelRowTests()
    {
        foreach (var index in SpectralIndex.All)
            foreach (var offset in new[] { 0, -1000 }) Indices.Add(index.Name, offset);
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void Eight_pixels_at_once_are_what_one_by_one_are(string name, int offset)
    {
        var (index, pixels) = (SpectralIndex.Of(name), Pixels.OfAllKinds);
        var (whole, wholeReasons) = Compute(PixelRow.Of(index, offset), pixels);
        for (var i = 0; i < pixels.A.Length; i += 7)
        {
            var (values, reasons) = Compute(PixelRow.Of(index, offset), pixels.Part(i, Math.Min(7, pixels.A.Length - i)));
            if (!values.AsSpan().SequenceEqual(whole.AsSpan(i, values.Length)))
                Assert.Fail($"{name} of {pixels.A[i]}, {pixels.B[i]}, {pixels.C[i]} and the six behind");
            Assert.True(reasons.AsSpan().SequenceEqual(wholeReasons.AsSpan(i, reasons.Length)));
        }
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void Every_index_of_the_table_is_the_same_in_vectors_as_by_its_formula(string name, int offset)
    {
        var (index, pixels) = (SpectralIndex.Of(name), Pixels.OfAllKinds);
        var (values, reasons) = Compute(PixelRow.Of(index, offset), pixels);
        var formula = index.Formula.WithOffset(offset);
        for (var i = 0; i < values.Length; i++)
            if (reasons[i] == 0 ? values[i] != index.Within(formula.Scaled([pixels.A[i], pixels.B[i], pixels.C[i]]))
                : values[i] != SpectralIndex.Nodata)
                Assert.Fail($"{name} of {pixels.A[i]}, {pixels.B[i]}, {pixels.C[i]}: got {values[i]}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1000)]
    public void A_difference_is_the_same_in_its_own_kernel_as_in_that_of_all_fractions(int offset)
    {
        var (own, all) = (new PixelRow<DifferenceKernel>(SpectralIndex.Ndvi, offset),
            new PixelRow<FractionKernel>(SpectralIndex.Ndvi, offset));
        Assert.Equal(Compute(own, Pixels.OfAllKinds).Values, Compute(all, Pixels.OfAllKinds).Values);
        Assert.Equal(Compute(own, Pixels.OfAllKinds).Reasons, Compute(all, Pixels.OfAllKinds).Reasons);
    }

    [Fact]
    public void Exact_halves_are_rounded_away_from_zero()
    {
        // 10000 x 1 / 20000 x 1.0 = 0.5 and so on: (n - r) / (n + r) with n + r = 20000.
        ushort[] red = [9999, 10000, 10001, 9998, 9997, 10003, 5000, 15000, 9999];
        ushort[] nir = [10001, 10000, 9999, 10002, 10003, 9997, 15000, 5000, 10002];
        Assert.Equal([1, 0, -1, 2, 3, -3, 5000, -5000, 1], Ndvi(red, nir));
        // 20000 / 26668 = 0.74996
        ushort[] half = [.. Enumerable.Repeat((ushort)13333, 8)], other = [.. Enumerable.Repeat((ushort)13335, 8)];
        Assert.All(Ndvi(half, other), n => Assert.Equal(1, n));
        ushort[] r = [.. Enumerable.Repeat((ushort)3999, 8)], n = [.. Enumerable.Repeat((ushort)4001, 8)]; // 10000 x 2 / 8000 = 2.5
        Assert.All(Ndvi(r, n), value => Assert.Equal(3, value));
        Assert.All(Ndvi(n, r), value => Assert.Equal(-3, value));
    }

    [Fact]
    public void A_value_out_of_range_is_none_and_so_is_a_denominator_of_0()
    {
        // EVI of bright haze: 2 nir + 12 red - 15 blue + 20000 is 0, below it, and so small that the quotient is beyond 1
        ushort[] blue = [10000, 12000, 9666, 500], red = [9000, 9000, 9000, 400], nir = [11000, 11000, 11000, 3000];
        var (values, reasons) = Compute(PixelRow.Of(SpectralIndex.Evi, 0), new(blue, red, nir, new byte[4]));
        Assert.Equal([-19999, -19999, -19999, 5579], values);
        Assert.Equal([6, 6, 6, 0], reasons);
        Assert.Equal([-19999], Compute(PixelRow.Of(SpectralIndex.Kndvi, 0), new([3000], [2999], [2999], [0])).Values);
        Assert.Equal([0], Compute(PixelRow.Of(SpectralIndex.Kndvi, 0), new([3000], [3000], [3000], [0])).Values);
    }

    static short[] Ndvi(ushort[] red, ushort[] nir) =>
        Compute(PixelRow.Of(SpectralIndex.Ndvi, 0), new(red, nir, nir, new byte[red.Length])).Values;

    static (short[] Values, byte[] Reasons) Compute(PixelRow row, Pixels pixels)
    {
        var (values, reasons) = (new short[pixels.A.Length], pixels.Mask.ToArray());
        row.Compute(new(pixels.A, pixels.B, pixels.C), values, reasons, default);
        return (values, reasons);
    }

    sealed record Pixels(ushort[] A, ushort[] B, ushort[] C, byte[] Mask)
    {
        /// <summary>All pairs of edge values under all reasons of the mask, then chance.</summary>
        public static Pixels OfAllKinds { get; } = New();

        public Pixels Part(int start, int length) =>
            new(A[start..(start + length)], B[start..(start + length)], C[start..(start + length)], Mask[start..(start + length)]);

        static Pixels New()
        {
            var random = new Random(3);
            var pairs = (from mask in Enumerable.Range(0, 5) from a in Edges from b in Edges select (a, b, (byte)mask)).ToList();
            for (var i = 0; i < 200_006; i++)
                pairs.Add(((ushort)random.Next(1, 21_500), (ushort)random.Next(1, 21_500),
                    (byte)(random.Next(60) == 0 ? random.Next(5) : 0)));
            return new([.. pairs.Select(p => p.a)], [.. pairs.Select(p => p.b)],
                [.. pairs.Select((p, i) => i < 1620 ? Edges[i * 7 % Edges.Length] : (ushort)random.Next(1, 21_500))],
                    [.. pairs.Select(p => p.Item3)]);
        }
    }
}
