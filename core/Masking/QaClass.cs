namespace Vegetation.Core.Masking;

/// <summary>A value of the QA layer: what was seen in a pixel, and why it has no index where it has none.</summary>
/// <param name="Name">For machines: lower-case letters and hyphens.</param>
/// <param name="Title">For people.</param>
/// <param name="Colour">0xRRGGBB.</param>
/// <param name="Reasons">Of pixels that have this value.</param>
public sealed record QaClass(byte Value, string Name, string Title, uint Colour, params MaskReason[] Reasons)
{
    public const byte Clear = 1, Water = 2;

    /// <summary>All values, from 0 on. Water is clear, and of the class water.</summary>
    public static IReadOnlyList<QaClass> All { get; } =
    [
        new(0, "no-data", "Outside the swath, or no data in a band", 0x000000, MaskReason.Nodata),
        new(Clear, "clear", "Clear", 0x4e7e36, MaskReason.Kept),
        new(Water, "water", "Clear water", 0x5b7fb8),
        new(3, "cloud", "Cloud", 0xf2f2f2, MaskReason.Cloud),
        new(4, "cloud-shadow", "Cloud shadow", 0x4d4d4d, MaskReason.CloudShadow),
        new(5, "cirrus", "Thin cirrus", 0xb9d3ee, MaskReason.Cirrus),
        new(6, "snow", "Snow or ice", 0xff96ff, MaskReason.Snow),
        new(7, "dilated", "Within the dilation of a cloud or shadow", 0xc9b38c, MaskReason.Dilated),
        new(8, "saturated", "Saturated or defective", 0xd7191c, MaskReason.Saturated),
        new(9, "out-of-range", "Clipped, or no reflectance or index in its range", 0xfdae61, MaskReason.Clipped, MaskReason.OutOfRange),
        new(10, "dropped", "Of another class that the mask drops", 0x7f7f7f, MaskReason.Masked),
        new(11, "too-few", "Too few clear observations for a median", 0xa6611a, MaskReason.TooFew),
    ];

    /// <summary>The value of each reason.</summary>
    public static IReadOnlyList<byte> OfReason { get; } =
        [.. Enum.GetValues<MaskReason>().Select(reason => All.First(row => row.Reasons.Contains(reason)).Value)];
}
