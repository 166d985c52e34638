namespace Vegetation.Raster;

/// <summary>The colours of a band's bytes.</summary>
internal static unsafe class ColourTable
{
    const int Rgb = 1; // GPI_RGB

    public static uint Opaque(uint colour) => 0xff000000 | colour;

    /// <param name="colours">From that of 0 on, as 0xAARRGGBB.</param>
    /// <exception cref="RasterException">the library refused.</exception>
    public static void Set(nint band, IReadOnlyList<uint> colours, ErrorTrap errors)
    {
        using var table = Gdal.GDALCreateColorTable(Rgb);
        var four = stackalloc short[4];
        for (var value = 0; value < colours.Count; value++)
        {
            for (var part = 0; part < 3; part++) four[part] = (short)(colours[value] >> (16 - (8 * part)) & 255);
            four[3] = (short)(colours[value] >> 24);
            Gdal.GDALSetColorEntry(table, value, four);
        }
        errors.Check(Gdal.GDALSetRasterColorTable(band, table));
    }
}
