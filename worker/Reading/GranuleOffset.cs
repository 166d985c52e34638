using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Raster;
using Vegetation.Worker.Contract;
using Vegetation.Worker.Fetching;

namespace Vegetation.Worker.Reading;

/// <summary>What a granule's catalog and its files say of the offset.</summary>
internal static class GranuleOffset
{
    /// <exception cref="UnitFailure">invalid(baseline): the catalog states none.</exception>
    public static OffsetClaims Claims(Scene scene, SceneFiles files)
    {
        try
        {
            var tags = files.Bands.Where(band => Sensor.Sentinel2[band.Key].IsReflectance).Select(band => Tag(band.Value)).Distinct();
            return new(CatalogOffset.Of(scene), tags.ToList() is [var tag] ? tag : null, CatalogOffset.MayBePending(scene.Baseline));
        }
        catch (FormatException e)
        {
            throw new UnitFailure(Reason.Baseline, e.Message, e);
        }
    }

    /// <summary>
    /// Reflectance is DN x SCALE + OFFSET: files of collection 1 say 0.0001 and -0.1, which is -1000 to be added to each DN. Any other
    /// offset says nothing.
    /// </summary>
    static int? Tag(MemoryFile file)
    {
        using var band = RasterReader.OpenMemory(file);
        if (band.Scaling is not var (scale, offset)) return null;
        return Math.Round(offset / scale, 3) is var stated && (stated == 0 || stated == Sensor.Sentinel2.BoaAddOffset) ? (int)stated : null;
    }
}
