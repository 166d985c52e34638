using Vegetation.Raster;

namespace Vegetation.Tests.Raster;

public sealed class GeoKeysTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_library_is_asked_once_for_the_same_keys()
    {
        byte[] first = File.ReadAllBytes(Write("a.tif", 32755)), second = File.ReadAllBytes(Write("b.tif", 32755));
        Assert.Equal(32755, GeoKeys.Epsg(first, () => 32755));
        Assert.Equal(32755, GeoKeys.Epsg(second, () => throw new InvalidOperationException("asked again")));
    }

    [Fact]
    public void Keys_that_are_cut_off_are_asked_each_time()
    {
        var bytes = File.ReadAllBytes(Write("a.tif", 32756));
        var asked = 0;
        foreach (var length in (int[])[0, 8, 100, 300, 300]) GeoKeys.Epsg(bytes.AsSpan(0, length), () => ++asked);
        Assert.Equal(5, asked);
    }

    /// <summary>A file whose keys are of another type, which the library takes for none, says nothing of those that are sound.</summary>
    [Fact]
    public void Keys_of_another_type_are_other_keys()
    {
        var sound = File.ReadAllBytes(Write("a.tif", 32757));
        var other = sound.ToArray();
        var entry = TiffDirectory.All(sound)[0].EntryOf(TiffDirectory.GeoKeyDirectory)!.Value;
        other[entry + TiffDirectory.TypeAt] = 8; // SSHORT: as many bytes
        Assert.Null(GeoKeys.Epsg(other, () => null));
        Assert.Equal(32757, GeoKeys.Epsg(sound, () => 32757));
    }

    /// <summary>Whatever was opened before, and for any level.</summary>
    [Fact]
    public void Each_file_has_its_own_reference_system()
    {
        int[] codes = [32601, 32701, 32660, 3035, 4326, 32601, 3035];
        foreach (var epsg in codes)
        {
            var path = Write("a.tif", epsg);
            using var file = Pictures.InMemory(File.ReadAllBytes(path));
            using var full = RasterReader.OpenMemory(file);
            using var half = RasterReader.OpenMemory(file, level: 1);
            using var again = RasterReader.OpenFile(path);
            Assert.Equal([epsg, epsg, epsg], new[] { full, half, again }.Select(reader => reader.Grid!.Value.Epsg));
        }
    }

    string Write(string name, int epsg)
    {
        var grid = new GeoGrid(600, 600, 10, 50, 0.01, epsg);
        Pictures.Write(folder[name], grid, Pictures.Slope(grid));
        return folder[name];
    }
}
