using Vegetation.Worker.Fetching;

namespace Vegetation.Worker.Reading;

/// <summary>
/// A band of a file in memory as the working grid sees it: level 0 is full resolution, 1 the first overview ... Where the pixels of that
/// level are larger than the grid's, <see cref="Ratio"/> says how many of the grid's one of them covers, each way; else it is 1.
/// </summary>
internal sealed record BandView(MemoryFile File, SensorBand Band, int Level, int Ratio)
{
    /// <summary>For messages.</summary>
    public string Name => Band.Name;

    public static BandView Of(SceneFiles files, BandRole role)
    {
        var (band, level) = (Sensor.Sentinel2[role], Resolution.LevelOf(files.Metres, Sensor.Sentinel2[role]));
        return new(files[role], band, level, Math.Max(1, (band.Metres << level) / files.Metres));
    }

    /// <exception cref="RasterException">no GeoTIFF, or without this level.</exception>
    public RasterReader Open() => RasterReader.OpenMemory(File, Level);
}
