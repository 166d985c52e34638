namespace Vegetation.Core.Masking;

/// <summary>Why a pixel is dropped: reasons are checked in this order. <see cref="Kept"/> means that none applies.</summary>
public enum MaskReason : byte
{
    Kept,

    /// <summary>DN 0 in a band, or class 0.</summary>
    Nodata,

    /// <summary>DN of 32768 and more, or classified as saturated: saturated or corrupt.</summary>
    Saturated,

    /// <summary>Its class is dropped.</summary>
    Masked,

    /// <summary>It lies within the dilation of a cloud or shadow.</summary>
    Dilated,

    /// <summary>
    /// DN 1 in a file without the offset: what a reflectance below 0 was clipped to, so no measurement. In files with the offset DN 1 is
    /// <see cref="OutOfRange"/>.
    /// </summary>
    Clipped,

    /// <summary>Reflectance of 0 or below, or above 2.0.</summary>
    OutOfRange,
}
