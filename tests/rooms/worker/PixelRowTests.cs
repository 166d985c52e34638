using Vegetation.Core.Indices;
using Vegetation.Worker.Computing;

namespace Vegetation.Tests.Worker;

public sealed class PixelRowTests
{
    static readonly ushort[] Edges = [0, 1, 2, 3, 999, 1000, 1001, 1002, 9999, 10000, 19999, 20000, 20001, 21000, 21001, 32767, 32768,
        65535];

    [Theory]
    [InlineData(0)]
    [InlineData(-1000)]
    public void Eight_pixels_at_once_are_what_two_at_a_time_are(int offset)
    {
        var (red, nir, scl) = Pixels();
        var (whole, wholeReasons) = ToNdvi(red, nir, scl, offset);
        for (var i = 0; i < red.Length; i += 2)
        {
            var (ndvi, reasons) = ToNdvi(red[i..(i + 2)], nir[i..(i + 2)], scl[(i / 2)..((i / 2) + 1)], offset);
            Assert.True(ndvi.AsSpan().SequenceEqual(whole.AsSpan(i, 2)), $"NDVI of {red[i]}, {nir[i]} and {red[i + 1]}, {nir[i + 1]}");
            Assert.Equal(reasons, wholeReasons[i..(i + 2)]);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1000)]
    public void Every_index_of_the_table_is_the_same_in_vectors_as_one_by_one_and_NDVI_in_its_own_kernel_as_in_that_of_all(int offset)
    {
        var (red, nir, scl) = Pixels();
        foreach (var index in SpectralIndex.All)
        {
            var (values, reasons) = Compute<FractionKernel>(index, red, nir, scl, offset);
            for (var i = 0; i < red.Length; i++)
                if (reasons[i] == 0 ? values[i] != IndexMath.Scaled(index, red[i], nir[i], offset) : values[i] != SpectralIndex.Nodata)
                    Assert.Fail($"{index.Name} of {red[i]} and {nir[i]}: got {values[i]}");
        }
        var (own, all) = (ToNdvi(red, nir, scl, offset), Compute<FractionKernel>(SpectralIndex.Ndvi, red, nir, scl, offset));
        Assert.Equal(own.Ndvi, all.Values);
        Assert.Equal(own.Reasons, all.Reasons);
    }

    [Fact]
    public void Exact_halves_are_rounded_away_from_zero()
    {
        // 10000 x 1 / 20000 x 1.0 = 0.5 and so on: (n - r) / (n + r) with n + r = 20000.
        ushort[] red = [9999, 10000, 10001, 9998, 9997, 10003, 5000, 15000, 9999];
        ushort[] nir = [10001, 10000, 9999, 10002, 10003, 9997, 15000, 5000, 10002];
        Assert.Equal([1, 0, -1, 2, 3, -3, 5000, -5000, 1], ToNdvi(red, nir, new byte[5], 0).Ndvi);
        // 20000 / 26668 = 0.74996
        ushort[] half = [.. Enumerable.Repeat((ushort)13333, 8)], other = [.. Enumerable.Repeat((ushort)13335, 8)];
        Assert.All(ToNdvi(half, other, new byte[4], 0).Ndvi, n => Assert.Equal(1, n));
        ushort[] r = [.. Enumerable.Repeat((ushort)3999, 8)], n = [.. Enumerable.Repeat((ushort)4001, 8)]; // 10000 x 2 / 8000 = 2.5
        Assert.All(ToNdvi(r, n, new byte[4], 0).Ndvi, value => Assert.Equal(3, value));
        Assert.All(ToNdvi(n, r, new byte[4], 0).Ndvi, value => Assert.Equal(-3, value));
    }

    /// <summary>All pairs of edge values under all reasons of the mask, then chance.</summary>
    static (ushort[] Red, ushort[] Nir, byte[] Scl) Pixels()
    {
        var random = new Random(3);
        List<ushort> red = [], nir = [];
        foreach (var r in Edges)
            foreach (var n in Edges) (red, nir) = ([.. red, r], [.. nir, n]);
        (red, nir) = ([.. red, .. red, .. red, .. red, .. red], [.. nir, .. nir, .. nir, .. nir, .. nir]);
        for (var i = 0; i < 400_006; i++)
        {
            red.Add((ushort)random.Next(1, 21_500));
            nir.Add((ushort)random.Next(1, 21_500));
        }
        byte[] scl = [.. Enumerable.Range(0, red.Count / 2).Select(
            i => (byte)(i * 2 < 5 * Edges.Length * Edges.Length ? i * 2 / (Edges.Length * Edges.Length) : random.Next(60) == 0
            ? random.Next(5) : 0))];
        return ([.. red], [.. nir], scl);
    }

    static (short[] Ndvi, byte[] Reasons) ToNdvi(ushort[] red, ushort[] nir, byte[] scl, int offset) =>
        Compute<NdviKernel>(SpectralIndex.Ndvi, red, nir, scl, offset);

    static (short[] Values, byte[] Reasons) Compute<TKernel>(SpectralIndex index, ushort[] red, ushort[] nir, byte[] scl, int offset)
        where TKernel : struct, IIndexKernel<TKernel>
    {
        var values = red.Select(r => unchecked((short)r)).ToArray();
        var reasons = Enumerable.Range(0, red.Length).Select(i => scl[i / 2]).ToArray();
        new PixelRow<TKernel>(index, offset).Compute(values, nir, reasons, default);
        return (values, reasons);
    }
}
