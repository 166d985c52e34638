namespace Vegetation.Core.Masking;

/// <summary>
/// Why a pixel is dropped: the order in which they are checked is nodata, saturated, the dropped classes, dilated, clipped, out of range.
/// <see cref="Kept"/> means that none applies.
/// </summary>
public enum MaskReason : byte
{
    Kept,

    /// <summary>DN 0 in a band, or class 0.</summary>
    Nodata,

    /// <summary>DN of 32768 and more, or classified as saturated: saturated or corrupt.</summary>
    Saturated,

    /// <summary>Its class is dropped, and is none of those below.</summary>
    Masked,

    /// <summary>It lies within the dilation of a cloud or shadow.</summary>
    Dilated,

    /// <summary>
    /// DN 1 in a file without the offset: what a reflectance below 0 was clipped to, so no measurement. In files with the offset DN 1 is
    /// <see cref="OutOfRange"/>.
    /// </summary>
    Clipped,

    /// <summary>Reflectance of 0 or below, or above 2.0, or an index that has no value in its range.</summary>
    OutOfRange,

    /// <summary>Its class is dropped, and is cloud.</summary>
    Cloud,

    /// <summary>Its class is dropped, and is shadow of cloud.</summary>
    CloudShadow,

    /// <summary>Its class is dropped, and is cirrus.</summary>
    Cirrus,

    /// <summary>Its class is dropped, and is snow or ice.</summary>
    Snow,

    /// <summary>A composite has too few valid values for a median.</summary>
    TooFew,
}
