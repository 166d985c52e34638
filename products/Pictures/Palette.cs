namespace Vegetation.Products.Pictures;

/// <summary>The colours of the pages, 0xRRGGBB, those of the report.</summary>
static class Palette
{
    public const uint Paper = 0xffffff, Ink = 0x1d2a1f, Soft = 0x57655a, Line = 0xd9e0d9;

    /// <summary>Where a map has no value: lighter than all colours of both ramps.</summary>
    public const uint NoValue = 0xf4f7f9;

    /// <summary>Observed without a value: no land, or nothing to compare with, which is apart from the grey of no change.</summary>
    public const uint Water = 0xc9d8e4, NotCompared = 0xd8cfe8;
}
