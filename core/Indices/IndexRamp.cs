namespace Vegetation.Core.Indices;

/// <summary>Colours for an index.</summary>
/// <param name="BelowZero">One colour for all below 0, where the ramp begins there; null where the ramp has colours for them.</param>
public sealed record IndexRamp(ColourRamp Ramp, uint? BelowZero)
{
    /// <summary>
    /// From sand over olive to dark green. From stop to stop the lightness of CIELAB falls by 7, from 90 to 20, so that the order is seen
    /// by those who do not tell red from green and survives printing in grey; chroma and hue were chosen to look like land. Values below 0,
    /// snow and what is water though its class is another, are blue and apart.
    /// </summary>
    public static IndexRamp Greenness { get; } = new(new(
        0, 1, [0xf3e0c8, 0xe8cb9c, 0xd5b875, 0xb7aa54, 0x959c3e, 0x708d36, 0x4e7e36, 0x2f6d37, 0x115c38, 0x004a34, 0x00382d]), 0x5b7fb8);

    /// <summary>Brown where it is dry or burnt, grey, blue-green where it is wet; as light on either side of 0.</summary>
    public static IndexRamp Wetness { get; } = new(ChangeRamp.Ramp with { First = -0.8, Last = 0.8 }, null);

    public uint Colour(double value) => value < 0 && BelowZero is { } below ? below : Ramp.At(value);

    /// <summary>
    /// The colours of a picture of 256, from its place 1 on: that of values below 0, then even steps of the ramp, of which hardly an eye
    /// tells two neighbours apart.
    /// </summary>
    public IReadOnlyList<uint> Palette =>
    [
        BelowZero ?? Ramp.Stops[0],
        .. Enumerable.Range(0, Steps + 1).Select(i => Ramp.At(Ramp.First + (i * (Ramp.Last - Ramp.First) / Steps))),
    ];

    const int FirstStep = 2, Steps = byte.MaxValue - FirstStep;

    /// <summary>The place in the palette of the index x 10000; 0, which is transparent, for <see cref="SpectralIndex.Nodata"/>.</summary>
    public byte[] Places(ReadOnlySpan<short> scaled)
    {
        var places = new byte[scaled.Length];
        for (var i = 0; i < scaled.Length; i++)
            if (scaled[i] != SpectralIndex.Nodata) places[i] = Place(scaled[i] * SpectralIndex.Scale);
        return places;
    }

    byte Place(double value) => value < 0 && BelowZero is not null ? (byte)1
        : (byte)(FirstStep + Math.Round(Math.Clamp((value - Ramp.First) / (Ramp.Last - Ramp.First), 0, 1) * Steps));
}
