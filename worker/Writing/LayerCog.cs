using System.Numerics;

namespace Vegetation.Worker.Writing;

/// <summary>Writes a layer of classes, days or counts, 0 being none, and reads it back. Overviews take one of the pixels.</summary>
internal static class LayerCog
{
    /// <param name="tags">The file's metadata.</param>
    /// <exception cref="RasterException">the library refused, or the disk is full.</exception>
    /// <exception cref="Contract.UnitFailure">failed(write): the file is not what was written.</exception>
    public static void Write<T>(
        string path, GeoGrid grid, T[] values, BandInfo info, OutputFormat format, IReadOnlyDictionary<string, string> tags, int threads)
        where T : unmanaged, INumber<T>
    {
        var options = new CogOptions(
            IndexCog.CompressionOf(format), OverviewResampling: "NEAREST", Threads: threads) { AreMeasures = false, Tags = tags };
        CogWriter.Write<T>(path, grid, [values], 0, [info], options);
        CogCheck.Require(path, grid, values, 0);
    }
}
