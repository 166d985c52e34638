namespace Vegetation.Core.Masking;

/// <summary>One code of a classification.</summary>
/// <param name="Name">For machines: lower-case letters and hyphens.</param>
/// <param name="Title">For people.</param>
public sealed record ClassCode(PixelClass Class, string Name, string Title);

/// <summary>What the codes of a classification stand for.</summary>
/// <param name="Codes">The code is the place in the list; larger ones do not exist.</param>
public sealed record ClassTable(IReadOnlyList<ClassCode> Codes)
{
    /// <summary>Sentinel-2's scene classification (SCL).</summary>
    public static ClassTable Scl { get; } = new(
    [
        new(PixelClass.Nodata, "no-data", "No data"),
        new(PixelClass.Saturated, "saturated", "Saturated or defective"),
        new(PixelClass.Dark, "dark", "Dark area, as topographic shadow"),
        new(PixelClass.CloudShadow, "cloud-shadow", "Cloud shadow"),
        new(PixelClass.Vegetation, "vegetation", "Vegetation"),
        new(PixelClass.BareSoil, "bare-soil", "Bare soil"),
        new(PixelClass.Water, "water", "Water"),
        new(PixelClass.Unclassified, "unclassified", "Unclassified"),
        new(PixelClass.Cloud, "cloud-medium", "Cloud, medium probability"),
        new(PixelClass.Cloud, "cloud-high", "Cloud, high probability"),
        new(PixelClass.Cirrus, "cirrus", "Thin cirrus"),
        new(PixelClass.Snow, "snow", "Snow or ice"),
    ]);

    public int LastCode => Codes.Count - 1;

    public PixelClass Of(int code) => code < Codes.Count ? Codes[code].Class : PixelClass.Unknown;

    /// <summary>The first code of a class.</summary>
    public byte CodeOf(PixelClass pixelClass) => (byte)Codes.TakeWhile(code => code.Class != pixelClass).Count();
}
