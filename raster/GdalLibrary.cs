using System.Reflection;
using System.Runtime.InteropServices;

namespace Vegetation.Raster;

/// <summary>Finds libgdal. The one that is tested comes first: 32 is GDAL 3.6 (Debian 12), 34 is 3.8 (Ubuntu 24.04), and so on.</summary>
internal static class GdalLibrary
{
    internal const string Remedy = "install GDAL 3.6 or newer: apt-get install libgdal32 (Debian 12), libgdal34t64 (Ubuntu 24.04), or "
        + "build with -p:Gdal=MaxRev";

    static readonly string[] Names =
        [.. Enumerable.Range(32, 7).Select(soname => $"libgdal.so.{soname}"), "libgdal.so"];

    internal static nint Resolve(string library, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (library != Gdal.Library) return 0;
        if (PackagedGdal.Own is { } packaged) return Load(packaged);
        foreach (var name in Names)
            if (NativeLibrary.TryLoad(name, assembly, searchPath, out var handle)) return handle;
        throw new RasterException("start", "libgdal", $"no {string.Join(", ", Names)} found; {Remedy}");
    }

    /// <summary>Whoever has it in the program wants no other.</summary>
    /// <exception cref="RasterException">it does not load.</exception>
    internal static nint Load(PackagedGdal packaged)
    {
        try
        {
            return NativeLibrary.Load(packaged.Library);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new RasterException("start", packaged.Library, $"{e.Message}; build without -p:Gdal=MaxRev to use the system's GDAL");
        }
    }
}
