namespace Vegetation.Core.Sensors;

/// <summary>What a band is for, whichever sensor's it is.</summary>
public enum BandRole
{
    Red,
    Nir,

    /// <summary>The scene classification, from which the mask is made.</summary>
    Classes,
}

/// <summary>A band of a sensor.</summary>
/// <param name="Metres">Size of its pixels at full resolution.</param>
/// <param name="AssetKeys">Its keys among an item's assets, catalog by catalog; the first that can be read counts.</param>
public sealed record SensorBand(BandRole Role, string Name, int Metres, IReadOnlyList<string> AssetKeys);
