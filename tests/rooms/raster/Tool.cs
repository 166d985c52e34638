using System.Diagnostics;

namespace Vegetation.Tests.Raster;

/// <summary>Runs a program of the machine as an independent judge.</summary>
static class Tool
{
    public static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {errors.Result}{output}");
    }

    public static string? Find(params string[] candidates) => candidates.FirstOrDefault(File.Exists);
}

/// <summary>A fact that needs gdalinfo, GDAL's own tool, as judge.</summary>
sealed class GdalInfoFactAttribute : FactAttribute
{
    public static readonly string? Program = Tool.Find("/usr/bin/gdalinfo", "/usr/local/bin/gdalinfo");

    public GdalInfoFactAttribute()
    {
        if (Program is null) Skip = "gdalinfo is not installed (apt-get install gdal-bin)";
    }
}

/// <summary>A theory that needs GDAL's own tools as judge.</summary>
sealed class GdalInfoTheoryAttribute : TheoryAttribute
{
    public GdalInfoTheoryAttribute()
    {
        if (GdalInfoFactAttribute.Program is null) Skip = "gdalinfo is not installed (apt-get install gdal-bin)";
    }
}
