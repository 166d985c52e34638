using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Vegetation.Raster;

/// <summary>
/// GDAL as packages bring it, which -p:Gdal=MaxRev adds to a build: the library in runtimes/SYSTEM/native, or beside the program where it
/// is published for one system, and proj.db somewhere below. The packages' own C# is not called: it would register all drivers. Other
/// builds have no such files.
/// </summary>
/// <param name="Library">The path of the library.</param>
/// <param name="Projections">The folder of proj.db; null leaves it to the library where to look.</param>
internal sealed partial record PackagedGdal(string Library, string? Projections)
{
    /// <summary>What packages call this system and process: linux-x64, win-x64, osx-arm64.</summary>
    internal static string SystemName { get; } = (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")
        + "-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    /// <summary>This program's; null where it uses the system's.</summary>
    public static PackagedGdal? Own { get; } = In(AppContext.BaseDirectory);

    /// <param name="folder">A program's.</param>
    public static PackagedGdal? In(string folder)
    {
        var library = new[] { Path.Combine(folder, "runtimes", SystemName, "native"), folder }.Where(Directory.Exists)
            .SelectMany(Directory.EnumerateFiles).FirstOrDefault(file => IsLibrary(Path.GetFileName(file)));
        if (library is null) return null;
        var data = Directory.EnumerateFiles(folder, "proj.db", SearchOption.AllDirectories).FirstOrDefault();
        return new(library, Path.GetDirectoryName(data));
    }

    /// <summary>Not the libraries beside it that belong to the packages' C#, such as gdal_wrap.dll.</summary>
    internal static bool IsLibrary(string file) => LibraryFile().IsMatch(file);

    [GeneratedRegex(@"^((lib)?gdal\d*(\.\d+)*\.(dll|dylib)|libgdal\.so(\.\d+)*)$")]
    private static partial Regex LibraryFile();
}
