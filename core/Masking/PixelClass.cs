namespace Vegetation.Core.Masking;

/// <summary>What a classification says of a pixel, whichever sensor's it is.</summary>
public enum PixelClass : byte
{
    /// <summary>A code that does not exist.</summary>
    Unknown,
    Nodata,
    Saturated,
    Dark,
    CloudShadow,
    Vegetation,
    BareSoil,
    Water,
    Unclassified,
    Cloud,
    Cirrus,
    Snow,
}
