using Vegetation.Core.Work;
using Vegetation.Raster;
using Vegetation.Worker.Contract;

namespace Vegetation.Worker.Writing;

/// <summary>Opens a file just written and compares its header and a part of its first, middle and last block with what was meant.</summary>
internal static class CogCheck
{
    const int Sample = 256;

    /// <param name="nodata">NaN counts as equal to NaN, here as among the pixels.</param>
    /// <exception cref="UnitFailure">failed(write): the file is not what was written.</exception>
    public static void Require<T>(string path, GeoGrid grid, T[] pixels, double nodata) where T : unmanaged
    {
        using var reader = RasterReader.OpenFile(path);
        var same = reader.Grid == grid && nodata.Equals(reader.Nodata) && reader.Holds<T>();
        for (var place = 0; place < 3 && same; place++)
        {
            var (column, row) = (BlockStart(grid.Width, reader.BlockWidth, place), BlockStart(grid.Height, reader.BlockHeight, place));
            var (width, height) = (Math.Min(Sample, grid.Width - column), Math.Min(Sample, grid.Height - row));
            same = SamePixels(reader, grid, pixels, column, row, width, height);
        }
        if (!same) throw new UnitFailure(Reason.BadWrite, $"{Path.GetFileName(path)} reads back otherwise than it was written");
    }

    /// <summary>Where the first, the middle or the last block begins: what lies in one block costs the unpacking of one.</summary>
    static int BlockStart(int size, int block, int place) => (size - 1) / block * place / 2 * block;

    static bool SamePixels<T>(RasterReader reader, GeoGrid grid, T[] pixels, int column, int row, int width, int height) where T : unmanaged
    {
        var back = new T[width * height];
        reader.Read<T>(1, column, row, width, height, back);
        for (var y = 0; y < height; y++)
            if (!back.AsSpan(y * width, width).SequenceEqual(pixels.AsSpan(((row + y) * grid.Width) + column, width))) return false;
        return true;
    }
}
