namespace Vegetation.Core.Indices;

/// <summary>
/// A spectral index of two digital numbers (DN), in integers with one division, so that the result is the same on every machine: what the
/// worker's vectors have to give too.
/// </summary>
public static class IndexMath
{
    /// <summary>The index x 10000 of two DN in <see cref="Sensors.DnRange"/>, rounded half away from zero, within its range.</summary>
    /// <param name="offset">BOA_ADD_OFFSET, 0 or -1000: added to each DN.</param>
    public static short Scaled(SpectralIndex index, int first, int second, int offset) =>
        Scaled(index, index.Fraction.WithOffset(offset), first, second);

    /// <param name="fraction">The index's, with its offset.</param>
    public static short Scaled(SpectralIndex index, LinearFraction fraction, int first, int second)
    {
        long above = fraction.Numerator.At(first, second), below = fraction.Denominator.At(first, second);
        var rounded = ((2 * SpectralIndex.One * Math.Abs(above)) + below) / (2 * below);
        return (short)Math.Clamp(above < 0 ? -rounded : rounded, index.Min, index.Max);
    }

    /// <summary>The exact quotient, rounded once to the nearest float, for whole numbers below 2^24 are floats; NaN for 0 / 0.</summary>
    public static float Exact(LinearFraction fraction, int first, int second) =>
        (float)fraction.Numerator.At(first, second) / fraction.Denominator.At(first, second);
}
