using System.Globalization;
using System.Runtime.InteropServices;

namespace Vegetation.Raster;

/// <summary>Starts GDAL once a process, with nothing but the drivers and settings that the project needs.</summary>
public static class RasterLibrary
{
    const int OldestVersion = 3_06_00_00; // GDALVersionInfo("VERSION_NUM"): major, minor, revision, build
    const long CacheBytes = 64L << 20; // explicit, for the default of 5 % depends on the host; every block is read or written once

    // Each of these keeps the library from looking for, or leaving, files beside the one it was given.
    static readonly (string Key, string Value)[] Settings =
    [
        ("GDAL_PAM_ENABLED", "NO"),
        ("GDAL_DISABLE_READDIR_ON_OPEN", "EMPTY_DIR"),
        ("CPL_DEBUG", "OFF"),
    ];

    static readonly Lazy<string> Started = new(Start);

    /// <summary>The library's version, for example "3.6.2".</summary>
    public static string Version() => Started.Value;

    /// <summary>Loads and configures the library; every entry point of this room does so itself. Errors name the remedy.</summary>
    /// <exception cref="RasterException">no library, one too old, or no proj.db.</exception>
    public static void Initialise() => _ = Started.Value;

    /// <summary>Whether the library was built with this compression of GeoTIFFs: LZW, DEFLATE, ZSTD ...</summary>
    public static bool CanCompress(string compression)
    {
        Initialise();
        var options = Marshal.PtrToStringUTF8(Gdal.GDALGetMetadataItem(Gdal.GDALGetDriverByName("GTiff"), "DMD_CREATIONOPTIONLIST", null))
            ?? "";
        return options.Contains($"<Value>{compression}</Value>", StringComparison.Ordinal);
    }

    static string Start()
    {
        RequireVersion();
        if (PackagedGdal.Own?.Projections is { } folder) Gdal.OSRSetPROJSearchPaths([folder, null]);
        foreach (var (key, value) in Settings) Gdal.CPLSetConfigOption(key, value);
        Gdal.GDALSetCacheMax64(CacheBytes);
        // Only these: with all drivers a VRT named .tif would be opened, and what it names fetched.
        Gdal.GDALRegister_GTiff();
        Gdal.GDALRegister_COG();
        Gdal.GDALRegister_MEM();
        Gdal.GDALRegister_PNG();
        RequireProjections();
        return Text("RELEASE_NAME");
    }

    static void RequireVersion()
    {
        if (int.Parse(Text("VERSION_NUM"), CultureInfo.InvariantCulture) < OldestVersion)
            throw new RasterException("start", "libgdal", $"found GDAL {Text("RELEASE_NAME")}; {GdalLibrary.Remedy}");
    }

    static void RequireProjections()
    {
        try
        {
            using var reference = SpatialReferenceHandle.FromEpsg(32632);
        }
        catch (RasterException e)
        {
            throw new RasterException("start", "proj.db", $"{e.Detail}; install proj-data or set PROJ_DATA to the folder of proj.db");
        }
    }

    static string Text(string request) => Marshal.PtrToStringUTF8(Gdal.GDALVersionInfo(request)) ?? "";
}
