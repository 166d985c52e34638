using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Worker;

/// <summary>Fault 46: a machine whose GDAL is missing, too old or without proj.db. The worker says so before it looks at a unit.</summary>
public sealed class PreflightTests : IDisposable
{
    readonly WorkerRun run = new();
    readonly TemporaryFolder folder = new();

    public PreflightTests() => run.Add(TestScene.Random(32, 32).Unit("https://a.test/r", "https://a.test/n", "https://a.test/s"));

    public void Dispose()
    {
        run.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Fault_46_without_proj_db_no_unit_is_begun()
    {
        run.Variables["PROJ_DATA"] = run.Variables["PROJ_LIB"] = folder.Path; // both names are read, by new and by old versions
        RefusesWith("set PROJ_DATA to the folder of proj.db");
    }

    [Fact]
    public void Fault_46_without_GDAL_no_unit_is_begun()
    {
        foreach (var name in Names) File.WriteAllText(folder[name], "no library");
        run.Variables["LD_LIBRARY_PATH"] = folder.Path;
        RefusesWith("install GDAL 3.6 or newer");
    }

    [CompilerFact]
    public void Fault_46_with_an_older_GDAL_no_unit_is_begun()
    {
        File.WriteAllText(folder["old.c"], """
            #include <string.h>
            const char *GDALVersionInfo(const char *request) { return strcmp(request, "VERSION_NUM") ? "3.4.1" : "3040100"; }
            """);
        Tool.Run(CompilerFactAttribute.Program!, "-shared", "-fPIC", "-o", folder[Names[0]], folder["old.c"]);
        run.Variables["LD_LIBRARY_PATH"] = folder.Path;
        RefusesWith("found GDAL 3.4.1; install GDAL 3.6 or newer");
    }

    internal static string[] Names => [.. Enumerable.Range(32, 7).Select(soname => $"libgdal.so.{soname}"), "libgdal.so"];

    void RefusesWith(string remedy)
    {
        var (code, lines, errors) = run.Run();
        Assert.Equal((1, 0), (code, lines.Length));
        Assert.Contains(remedy, errors, StringComparison.Ordinal);
        Assert.Contains(remedy, run.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(run.Output("started")) && Directory.EnumerateFileSystemEntries(run.Output("started")).Any());
    }
}

/// <summary>Skips where no C compiler makes the library that is too old.</summary>
sealed class CompilerFactAttribute : FactAttribute
{
    public static readonly string? Program = Tool.Find("/usr/bin/cc", "/usr/bin/gcc");

    public CompilerFactAttribute() => Skip = Program is null ? "no C compiler to make an old libgdal with (apt-get install gcc)" : null;
}
