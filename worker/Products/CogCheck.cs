using Vegetation.Core.Ndvi;
using Vegetation.Core.Units;
using Vegetation.Raster;
using Vegetation.Worker.Scenes;

namespace Vegetation.Worker.Products;

/// <summary>Opens a file just written and compares its header and its corner and middle blocks with what was meant.</summary>
internal static class CogCheck
{
    const int Sample = 256;

    /// <exception cref="UnitFailure">failed(write): the file is not what was written.</exception>
    public static void Require(string path, NdviScene scene)
    {
        using var reader = RasterReader.OpenFile(path);
        var grid = scene.Grid.Pixels;
        var same = reader.Grid == grid && reader.Nodata == NdviMath.Nodata && reader.SampleType == SampleType.Int16;
        var (width, height) = (Math.Min(Sample, grid.Width), Math.Min(Sample, grid.Height));
        for (var place = 0; place < 3 && same; place++)
            same = SameBlock(reader, scene, (grid.Width - width) * place / 2, (grid.Height - height) * place / 2, width, height);
        if (!same) throw new UnitFailure(UnitStatus.Failed, "write", $"{Path.GetFileName(path)} reads back otherwise than it was written");
    }

    static bool SameBlock(RasterReader reader, NdviScene scene, int column, int row, int width, int height)
    {
        var back = new short[width * height];
        reader.Read<short>(1, column, row, width, height, back);
        for (var y = 0; y < height; y++)
            if (!back.AsSpan(y * width, width).SequenceEqual(scene.Ndvi.AsSpan(((row + y) * scene.Grid.Pixels.Width) + column, width))) return false;
        return true;
    }
}
