using Vegetation.Core.Work;
using Vegetation.Raster;
using Vegetation.Worker.Contract;

namespace Vegetation.Worker.Writing;

/// <summary>Opens a file just written and compares its header and its corner and middle blocks with what was meant.</summary>
internal static class CogCheck
{
    const int Sample = 256;

    /// <param name="nodata">NaN counts as equal to NaN, here as among the pixels.</param>
    /// <exception cref="UnitFailure">failed(write): the file is not what was written.</exception>
    public static void Require<T>(string path, GeoGrid grid, T[] pixels, double nodata) where T : unmanaged
    {
        using var reader = RasterReader.OpenFile(path);
        var same = reader.Grid == grid && nodata.Equals(reader.Nodata) && reader.Holds<T>();
        var (width, height) = (Math.Min(Sample, grid.Width), Math.Min(Sample, grid.Height));
        for (var place = 0; place < 3 && same; place++)
            same = SameBlock(reader, grid, pixels, (grid.Width - width) * place / 2, (grid.Height - height) * place / 2, width, height);
        if (!same) throw new UnitFailure(Reason.BadWrite, $"{Path.GetFileName(path)} reads back otherwise than it was written");
    }

    static bool SameBlock<T>(RasterReader reader, GeoGrid grid, T[] pixels, int column, int row, int width, int height) where T : unmanaged
    {
        var back = new T[width * height];
        reader.Read<T>(1, column, row, width, height, back);
        for (var y = 0; y < height; y++)
            if (!back.AsSpan(y * width, width).SequenceEqual(pixels.AsSpan(((row + y) * grid.Width) + column, width))) return false;
        return true;
    }
}
