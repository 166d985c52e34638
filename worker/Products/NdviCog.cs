using System.Numerics;
using Vegetation.Core.Indices;
using Vegetation.Raster;
using Vegetation.Worker.Scenes;

namespace Vegetation.Worker.Products;

/// <summary>Writes the NDVI of a scene in the format that was asked for, and reads it back.</summary>
internal static class NdviCog
{
    /// <param name="pyramid">Of NDVI x 10000.</param>
    /// <exception cref="RasterException">the library refused, or the disk is full.</exception>
    /// <exception cref="UnitFailure">failed(write): the file is not what was written.</exception>
    public static void Write(string path, NdviScene scene, Pyramid<short> pyramid, OutputFormat format, int threads)
    {
        var options = format.Compression == OutputCompression.Zstd ? new CogOptions("ZSTD", Threads: threads) : new CogOptions(Threads: threads);
        if (format.DataType == OutputDataType.Int16)
        {
            Write(path, scene.Grid.Pixels, scene.Ndvi, pyramid, SpectralIndex.Nodata, new("NDVI", SpectralIndex.Scale, Statistics: scene.Stored), options);
            return;
        }
        var exact = new Pyramid<float>(scene.Grid.Pixels, scene.Exact, double.NaN, options.BlockSize, threads);
        Write(path, scene.Grid.Pixels, scene.Exact, exact, double.NaN, new("NDVI"), options);
    }

    static void Write<T>(string path, GeoGrid grid, T[] pixels, Pyramid<T> pyramid, double nodata, BandInfo info, CogOptions options) where T : unmanaged, INumber<T>
    {
        CogWriter.Write(path, grid, [pyramid], nodata, [info], options);
        CogCheck.Require(path, grid, pixels, nodata);
    }
}
