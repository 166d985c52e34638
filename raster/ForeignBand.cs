namespace Vegetation.Raster;

/// <summary>What a file says of one of its bands: value = sample * Scale + Offset.</summary>
/// <param name="Description">Empty where it says none.</param>
/// <param name="Valid">The samples that are values, both ends included; null for all but nodata.</param>
public sealed record ForeignBand(
    int Number, string Description, double? Nodata, double Scale, double Offset, (double Least, double Most)? Valid)
{
    /// <summary>The value that a sample stands for; NaN where it stands for none.</summary>
    public float ValueOf(float sample) =>
        sample == (float?)Nodata || float.IsNaN(sample) || (Valid is var (least, most) && (sample < least || sample > most))
            ? float.NaN : (float)(sample * Scale + Offset);
}
