namespace Vegetation.Tests.Raster;

/// <summary>A test that reads with Debian's rasterio, and is skipped where that is not installed.</summary>
sealed class RasterioFactAttribute : FactAttribute
{
    public const string Python = "/usr/bin/python3";

    public static bool IsInstalled => Directory.Exists("/usr/lib/python3/dist-packages/rasterio");

    public RasterioFactAttribute()
    {
        if (!IsInstalled) Skip = "rasterio is not installed (apt-get install python3-rasterio)";
    }
}

/// <summary>A theory that needs rasterio as judge.</summary>
sealed class RasterioTheoryAttribute : TheoryAttribute
{
    public RasterioTheoryAttribute()
    {
        if (!RasterioFactAttribute.IsInstalled) Skip = "rasterio is not installed (apt-get install python3-rasterio)";
    }
}
