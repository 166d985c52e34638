using Vegetation.Worker.Fetching;

namespace Vegetation.Worker.Reading;

/// <summary>
/// A band of a file in memory as the working grid sees it: level 0 is full resolution, 1 the first overview ... Where the pixels of that
/// level are still larger than the grid's, <see cref="Ratio"/> says how many of the grid's one of them covers, each way.
/// </summary>
/// <param name="Name">For messages.</param>
internal sealed record BandView(MemoryFile File, string Name, int Level, int Ratio)
{
    public static BandView Of(SceneFiles files, BandRole role)
    {
        var (band, level) = (Sensor.Sentinel2[role], Resolution.LevelOf(files.Metres, Sensor.Sentinel2[role]));
        return new(files[role], band.Name, level, (band.Metres << level) / files.Metres);
    }

    /// <exception cref="RasterException">no GeoTIFF, or without this level.</exception>
    public RasterReader Open() => RasterReader.OpenMemory(File, Level);
}
