using System.Numerics;
using Vegetation.Worker.Computing;
using Vegetation.Worker.Contract;

namespace Vegetation.Worker.Writing;

/// <summary>Writes an index of a scene in the format that was asked for, and reads it back.</summary>
internal static class IndexCog
{
    /// <param name="label">What the band is called.</param>
    /// <param name="pyramid">Of the index x 10000.</param>
    /// <param name="tags">The file's metadata.</param>
    /// <exception cref="RasterException">the library refused, or the disk is full.</exception>
    /// <exception cref="UnitFailure">failed(write): the file is not what was written.</exception>
    public static void Write(
        string path, GeoGrid grid, ComputedIndex index, string label, Pyramid<short> pyramid, OutputFormat format,
        IReadOnlyDictionary<string, string> tags, int threads)
    {
        var options = new CogOptions(CompressionOf(format), Threads: threads) { Tags = tags };
        if (format.DataType == OutputDataType.Int16)
        {
            Write(path, grid, index.Values, pyramid, SpectralIndex.Nodata, new(label, SpectralIndex.Scale, Statistics: index.Stored),
                options);
            return;
        }
        using var exact = new Pyramid<float>(grid, index.Exact, double.NaN, options.BlockSize, threads);
        Write(path, grid, index.Exact, exact, double.NaN, new(label), options);
    }

    /// <inheritdoc cref="CogWriter.EncoderOf"/>
    public static string EncoderOf(OutputFormat format) => CogWriter.EncoderOf(new(CompressionOf(format)));

    /// <summary>In GDAL's words.</summary>
    public static string CompressionOf(OutputFormat format) => format.Compression == OutputCompression.Zstd ? "ZSTD" : "DEFLATE";

    static void Write<T>(string path, GeoGrid grid, T[] pixels, Pyramid<T> pyramid, double nodata, BandInfo info, CogOptions options)
        where T : unmanaged, INumber<T>
    {
        CogWriter.Write(path, grid, [pyramid], nodata, [info], options);
        CogCheck.Require(path, grid, pixels, nodata);
    }
}
