using Vegetation.Core.Sensors;

namespace Vegetation.Core.Indices;

/// <summary>weight x band + weight x band ... + constant, in whole numbers.</summary>
/// <param name="Weights">One for each band of the index.</param>
public sealed record LinearForm(IReadOnlyList<int> Weights, int Constant = 0)
{
    public LinearForm WithOffset(int offset) => this with { Constant = Constant + (offset * Weights.Sum()) };

    public int At(ReadOnlySpan<int> dn)
    {
        var sum = Constant;
        for (var i = 0; i < Weights.Count; i++) sum += Weights[i] * dn[i];
        return sum;
    }
}

/// <summary>
/// A spectral index as a fraction of two linear forms of reflectance x 10000. The offset that is still to be added to DN goes into the
/// constants. Where the denominator is 0 or below, over haze and snow, there is no value.
/// </summary>
public sealed record LinearFraction(IReadOnlyList<BandRole> Bands, LinearForm Numerator, LinearForm Denominator) : IndexFormula(Bands)
{
    /// <summary>Whether it is (second - first) / (second + first), offset or not.</summary>
    public bool IsDifference => (Numerator.Weights, Denominator.Weights, Numerator.Constant) is ([-1, 1], [1, 1], 0);

    public override LinearFraction WithOffset(int offset) =>
        this with { Numerator = Numerator.WithOffset(offset), Denominator = Denominator.WithOffset(offset) };

    public override long? Scaled(ReadOnlySpan<int> dn)
    {
        long above = Numerator.At(dn), below = Denominator.At(dn);
        if (below <= 0) return null;
        var rounded = ((2 * SpectralIndex.One * Math.Abs(above)) + below) / (2 * below);
        return above < 0 ? -rounded : rounded;
    }

    /// <summary>The quotient is rounded once, for whole numbers below 2^24 are floats.</summary>
    public override float Exact(ReadOnlySpan<int> dn) => (float)Numerator.At(dn) / Denominator.At(dn);
}
