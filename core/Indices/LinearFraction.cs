using Vegetation.Core.Sensors;

namespace Vegetation.Core.Indices;

/// <summary>weight x band + weight x band + constant, in whole numbers.</summary>
/// <param name="Weights">One for each band of the index.</param>
public sealed record LinearForm(IReadOnlyList<int> Weights, int Constant = 0)
{
    public LinearForm WithOffset(int offset) => this with { Constant = Constant + (offset * Weights.Sum()) };

    public int At(int first, int second) => (Weights[0] * first) + (Weights[1] * second) + Constant;
}

/// <summary>
/// A spectral index as a fraction of two linear forms of reflectance x 10000, so that it is exact on every machine. The offset that is
/// still to be added to digital numbers (DN) goes into the constants: what is computed is computed of DN.
/// </summary>
/// <param name="Bands">Weighted by the forms in this order. They must be red and near infrared: the offset is detected in them too.</param>
public sealed record LinearFraction(IReadOnlyList<BandRole> Bands, LinearForm Numerator, LinearForm Denominator)
{
    /// <param name="offset">BOA_ADD_OFFSET, 0 or -1000: to be added to each DN.</param>
    public LinearFraction WithOffset(int offset) =>
        this with { Numerator = Numerator.WithOffset(offset), Denominator = Denominator.WithOffset(offset) };
}
