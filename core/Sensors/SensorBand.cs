namespace Vegetation.Core.Sensors;

/// <summary>What a band is for, whichever sensor's it is.</summary>
public enum BandRole
{
    Blue,
    Green,
    Red,

    /// <summary>The first of the red edge, 704 nm.</summary>
    RedEdge,
    Nir,

    /// <summary>Short-wave infrared, 1.6 micrometres.</summary>
    Swir1,

    /// <summary>Short-wave infrared, 2.2 micrometres.</summary>
    Swir2,

    /// <summary>The scene classification, from which the mask is made.</summary>
    Classes,

    /// <summary>The probability of cloud in percent.</summary>
    CloudProbability,
}

/// <summary>A band of a sensor.</summary>
/// <param name="Metres">Size of its pixels at full resolution.</param>
/// <param name="AssetKeys">Its keys among an item's assets, catalog by catalog; the first that can be read counts.</param>
/// <param name="IsOptional">Whether a scene is one without it.</param>
/// <param name="IsReflectance">
/// Whether it holds reflectances as DN of 16 bits; else it has one byte a pixel, and only full resolution.
/// </param>
public sealed record SensorBand(
    BandRole Role, string Name, int Metres, IReadOnlyList<string> AssetKeys, bool IsReflectance = true,
    bool IsOptional = false);
