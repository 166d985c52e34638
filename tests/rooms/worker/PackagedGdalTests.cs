using System.Xml.Linq;
using Vegetation.Raster;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Worker;

/// <summary>
/// GDAL in the program's own folder, laid out as the packages of -p:Gdal=MaxRev lay it out. They cannot be restored everywhere: here the
/// machine's own library and proj.db lie where theirs would.
/// </summary>
public sealed class PackagedGdalTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    string Program => folder["app"];

    string Native => Directory.CreateDirectory(Path.Combine(Program, "runtimes", PackagedGdal.SystemName, "native")).FullName;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("libgdal.so.37", true)]
    [InlineData("libgdal.so.37.3.12.2", true)]
    [InlineData("libgdal.so", true)]
    [InlineData("libgdal.38.dylib", true)]
    [InlineData("libgdal.dylib", true)]
    [InlineData("gdal.dll", true)]
    [InlineData("gdal312.dll", true)]
    [InlineData("gdal_wrap.dll", false)]
    [InlineData("gdalconst_wrap.dll", false)]
    [InlineData("libgdal_wrap.so", false)]
    [InlineData("libgdal.so.37.debug", false)]
    public void The_library_is_told_from_those_beside_it(string file, bool expected) =>
        Assert.Equal(expected, PackagedGdal.IsLibrary(file));

    [Fact]
    public void It_is_found_among_the_systems_and_where_a_publish_for_one_system_puts_it()
    {
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Program).FullName, "raster.dll"), "");
        Assert.Null(PackagedGdal.In(Program));
        var beside = Path.Combine(Program, "libgdal.so.37");
        File.WriteAllText(beside, "");
        Assert.Equal(new(beside, null), PackagedGdal.In(Program));
        var among = Path.Combine(Native, "gdal.dll");
        File.WriteAllText(among, "");
        File.WriteAllText(Path.Combine(Native, "gdal_wrap.dll"), "");
        var data = Directory.CreateDirectory(Path.Combine(Program, "runtimes", "any", "native", "maxrev.gdal.core.libshared")).FullName;
        File.WriteAllText(Path.Combine(data, "proj.db"), "");
        Assert.Equal(new(among, data), PackagedGdal.In(Program));
    }

    [Fact]
    public void The_worker_runs_by_it_where_the_system_has_neither_GDAL_nor_projections()
    {
        File.CreateSymbolicLink(Path.Combine(Native, "libgdal.so.99"), LoadedLibrary());
        var data = Directory.CreateDirectory(Path.Combine(Program, "maxrev.gdal.core.libshared")).FullName;
        File.CreateSymbolicLink(Path.Combine(data, "proj.db"), Tool.Find("/usr/share/proj/proj.db", "/usr/local/share/proj/proj.db")!);
        var (code, errors) = Run();
        Assert.True(code == 0, errors);
    }

    [Fact]
    public void One_that_does_not_load_is_named_with_the_remedy()
    {
        File.WriteAllText(Path.Combine(Native, "libgdal.so.99"), "no library");
        var (code, errors) = Run();
        Assert.Equal(1, code);
        Assert.Contains("libgdal.so.99", errors, StringComparison.Ordinal);
        Assert.Contains("build without -p:Gdal=MaxRev", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_build_that_does_not_ask_for_it_has_none()
    {
        Assert.Null(PackagedGdal.Own);
        var import = XDocument.Load(Path.Combine(Repository.Root, "raster", "Raster.csproj")).Descendants("Import").Single();
        Assert.Equal("'$(Gdal)' == 'MaxRev'", import.Attribute("Condition")!.Value);
    }

    /// <summary>The worker, copied beside what the test laid down, on a machine without a GDAL or projections of its own.</summary>
    (int Code, string Errors) Run()
    {
        Tool.Run("cp", "-r", Path.GetDirectoryName(WorkerRun.Built)! + "/.", Program);
        using var run = new WorkerRun { Program = Path.Combine(Program, "worker.dll") };
        var system = Directory.CreateDirectory(folder["system"]).FullName;
        foreach (var name in PreflightTests.Names) File.WriteAllText(Path.Combine(system, name), "no library");
        foreach (var variable in new[] { "LD_LIBRARY_PATH", "PROJ_DATA", "PROJ_LIB" }) run.Variables[variable] = system;
        var (code, _, errors) = run.Run();
        return (code, errors);
    }

    static string LoadedLibrary()
    {
        RasterLibrary.Initialise();
        return File.ReadLines("/proc/self/maps").Select(line => line.Split(' ')[^1])
            .First(file => PackagedGdal.IsLibrary(Path.GetFileName(file)));
    }
}
