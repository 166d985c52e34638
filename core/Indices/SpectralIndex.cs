using System.Globalization;
using Vegetation.Core.Masking;
using Vegetation.Core.Sensors;

namespace Vegetation.Core.Indices;

/// <summary>Everything that differs from index to index.</summary>
/// <param name="Name">For machines: lower-case letters and digits; in keys, band names and requests.</param>
/// <param name="Label">As people write it: NDVI.</param>
/// <param name="Title">In full.</param>
/// <param name="Expression">The formula in DN as STAC items carry it; {0} is the offset that is added to them.</param>
/// <param name="Source">The address of the paper that defines it.</param>
/// <param name="Min">The smallest value x 10000. What lies outside has no value; of most, reflectances of 0 to 2.0 give none.</param>
/// <param name="Max">The largest, likewise.</param>
/// <param name="Gates">Where medians must lie; a wrong offset trips the first at once.</param>
/// <param name="Extreme">Beyond it, on either side, lies at most 0.5 % of the pixels; null asks for nothing.</param>
public sealed partial record SpectralIndex(
    string Name, string Label, string Title, string Expression, string Source, IndexFormula Formula, short Min, short Max, IndexRamp Ramp,
    IReadOnlyList<IndexGate> Gates, int? Extreme = null)
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

    public IReadOnlyList<BandRole> Bands => Formula.Bands;

    /// <summary>No square of a stored value is larger.</summary>
    public long LargestSquare { get; } = Math.Max((long)Min * Min, (long)Max * Max);

    /// <summary>Of more pixels the sum of squares may not fit into 64 bits.</summary>
    public long MostPixels { get; } = long.MaxValue / Math.Max((long)Min * Min, (long)Max * Max);

    /// <summary>A formula's value, or <see cref="Nodata"/> where it is none or out of range.</summary>
    public short Within(long? scaled) => scaled >= Min && scaled <= Max ? (short)scaled : Nodata;

    /// <param name="offset">Added to each DN: a number, or a word for it.</param>
    public string ExpressionWith(object offset) => string.Format(CultureInfo.InvariantCulture, Expression, offset);

    /// <summary>
    /// What files and maps call it: an index of means is not the mean of the index, so that those of averaged bands say what they are.
    /// </summary>
    public string LabelAt(int metres, bool isGenerated = false) => metres <= Bands.Min(role => Sensor.Sentinel2[role].Metres) ? Label
        : string.Create(CultureInfo.InvariantCulture, $"{Label} of mean reflectance at {Resolution.PixelMetres(metres, isGenerated)} m");

    public static SpectralIndex? Find(string name) => All.FirstOrDefault(index => index.Name == name);

    /// <exception cref="ArgumentException">there is no such index; the message names those that there are.</exception>
    public static SpectralIndex Of(string name) => Find(name)
        ?? throw new ArgumentException($"index: got \"{name}\"; expected {string.Join(", ", All.Select(index => index.Name))}");

    /// <summary>The bands that are read for some indices, with those of the mask.</summary>
    public static IReadOnlyList<BandRole> BandsOf(IEnumerable<SpectralIndex> indices, MaskRule mask)
    {
        BandRole[] masks = mask.CloudProbability is null ? [BandRole.Classes] : [BandRole.Classes, BandRole.CloudProbability];
        return [.. BandsOf(indices), .. masks];
    }

    /// <summary>The bands of several indices, each once, in the order of the sensor.</summary>
    public static IReadOnlyList<BandRole> BandsOf(IEnumerable<SpectralIndex> indices) =>
        [.. indices.SelectMany(index => index.Bands).Distinct().Order()];
}
