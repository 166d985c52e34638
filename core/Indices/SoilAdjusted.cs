using Vegetation.Core.Sensors;

namespace Vegetation.Core.Indices;

/// <summary>
/// MSAVI2, (2N + 1 - sqrt((2N + 1)^2 - 8(N - R))) / 2. In reflectance x 10000 it is (A - sqrt(A^2 - 80000(N - R))) / 20000 with
/// A = 2N + 10000; what is under the root is (2N - 10000)^2 + 80000 R, never below 0. All are whole numbers below 2^53. A root that is not
/// whole is farther from whole numbers than a double's rounding error, so the result is exact.
/// </summary>
/// <param name="Offset">To be added to each DN.</param>
public sealed record SoilAdjusted(int Offset = 0) : IndexFormula([BandRole.Red, BandRole.Nir])
{
    public override SoilAdjusted WithOffset(int offset) => this with { Offset = offset };

    public override long? Scaled(ReadOnlySpan<int> dn)
    {
        var doubled = Doubled(dn);
        return (long)(doubled < 0 ? Math.Ceiling((doubled - 1) / 2) : Math.Floor((doubled + 1) / 2));
    }

    public override float Exact(ReadOnlySpan<int> dn) => (float)(Doubled(dn) / (2 * SpectralIndex.One));

    /// <summary>Twice the index x 10000.</summary>
    double Doubled(ReadOnlySpan<int> dn)
    {
        double red = dn[0] + Offset, nir = dn[1] + Offset;
        var (all, rest) = ((2 * nir) + SpectralIndex.One, (2 * nir) - SpectralIndex.One);
        return all - Math.Sqrt((rest * rest) + (8.0 * SpectralIndex.One * red));
    }
}
