using System.Globalization;

namespace Vegetation.Core.Indices;

/// <summary>Everything that differs from index to index.</summary>
/// <param name="Name">For machines: lower-case letters and digits.</param>
/// <param name="Title">For people.</param>
/// <param name="Expression">The formula in DN as STAC items carry it; {0} is the offset that is added to them.</param>
/// <param name="Min">The smallest value x 10000 that reflectances of 0 to 2.0 can give; smaller ones are clipped.</param>
/// <param name="Max">The largest, likewise.</param>
/// <param name="Gates">Where medians must lie; a wrong offset trips the first at once.</param>
/// <param name="Extreme">Beyond it, on either side, lies at most 0.5 % of the pixels; null asks for nothing.</param>
public sealed partial record SpectralIndex(
    string Name, string Title, string Expression, LinearFraction Fraction, short Min, short Max, IndexRamp Ramp,
    IReadOnlyList<IndexGate> Gates, int? Extreme)
{
    /// <summary>
    /// What a pixel without a value holds; below every <see cref="Min"/>. Not -9999, which is a legal NDVI of -0.9999 (NASA HLS-VI uses
    /// -19999).
    /// </summary>
    public const short Nodata = -19999;

    /// <summary>Values are stored as int16: stored x Scale is the index.</summary>
    public const double Scale = 0.0001;

    /// <summary>Stored values of 1.0.</summary>
    public const int One = 10_000;

    /// <summary>No square of a stored value is larger.</summary>
    public long LargestSquare => Math.Max((long)Min * Min, (long)Max * Max);

    /// <param name="offset">Added to each DN.</param>
    public string ExpressionWith(int offset) => string.Format(CultureInfo.InvariantCulture, Expression, offset);

    /// <exception cref="ArgumentException">there is no such index; the message names those that there are.</exception>
    public static SpectralIndex Of(string name) => All.FirstOrDefault(index => index.Name == name)
        ?? throw new ArgumentException($"index: got \"{name}\"; expected {string.Join(", ", All.Select(index => index.Name))}");
}
