using System.Globalization;
using System.Runtime.InteropServices;

namespace Vegetation.Raster;

/// <summary>Where the blocks of a band lie in its file.</summary>
internal readonly struct BlockTable(nint band)
{
    /// <summary>Offset and size in bytes; null where the block is absent.</summary>
    public (long Offset, long Size)? At(int blockColumn, int blockRow) =>
        Number("OFFSET", blockColumn, blockRow) is { } offset && Number("SIZE", blockColumn, blockRow) is { } size ? (offset, size) : null;

    /// <summary>Those of all blocks, row by row.</summary>
    public IEnumerable<(long Offset, long Size)?> All(int columns, int rows)
    {
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                yield return At(column, row);
    }

    long? Number(string what, int column, int row)
    {
        var text = Gdal.GDALGetMetadataItem(band, FormattableString.Invariant($"BLOCK_{what}_{column}_{row}"), "TIFF");
        return long.TryParse(Marshal.PtrToStringUTF8(text), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : null;
    }
}
