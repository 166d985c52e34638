using Vegetation.Core.Indices;
using Vegetation.Products.Ledger;
using Vegetation.Products.Maps;

namespace Vegetation.Products.Pictures;

/// <summary>The cells of a map without a value, by what was seen there: the colours of the report's map.</summary>
static class CellGaps
{
    /// <returns>Height x width pixels, each of the cell under its middle; transparent where nothing was observed.</returns>
    public static RasterImage Of(WorldMap map, int width, int height)
    {
        var (columns, rows) = (map.Frame.Columns, map.Frame.Rows);
        var pixels = new byte[width * height * 4];
        for (var i = 0; i < width * height; i++)
        {
            var (row, column) = ((int)((i / width + 0.5) * rows / height), (int)((i % width + 0.5) * columns / width));
            if (ColourOf(map, row * columns + column) is { } colour) Rgba.Set(pixels, i, colour);
        }
        return new(width, height, pixels);
    }

    /// <summary>A cell with a mean shows through only where a change or an anomaly has nothing to compare it with.</summary>
    static uint? ColourOf(WorldMap map, int cell) => map.ClearShare[cell] switch
    {
        WorldMap.Nodata => null,
        _ when map.Mean[cell] != WorldMap.Nodata => Palette.NotCompared,
        > 0 => Palette.Water,
        _ => GapClass.NothingClear.Colour,
    };
}
