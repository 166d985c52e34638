using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core.Indices;
using Vegetation.Core.Masking;
using Vegetation.Core.Scenes;
using Vegetation.Core.Sensors;
using Vegetation.Local.Demo;
using Vegetation.Raster;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Local;

/// <summary>Bands and files of the demonstration that are painted when they are asked for.</summary>
public sealed class DemoBandTests : IDisposable
{
    static readonly DemoScene Later = SceneOf("33TUL", Overpass.All[2]);
    static readonly Lazy<ScenePixels> Pixels = new(() => new ScenePainter(Later.Tile).Paint(Later)!);

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string> Indices => [.. SpectralIndex.All.Select(index => index.Name)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void Medians_of_every_index_lie_within_its_gates(string name)
    {
        var index = SpectralIndex.Of(name);
        ushort[][] bands = [.. index.Bands.Select(Band)];
        foreach (var code in new byte[] { 4, 5, 6 })
        {
            List<int> values = [];
            for (var i = 0; i < Pixels.Value.Scl.Length; i += 7)
                if (Pixels.Value.Scl[i] == code) values.Add(Value(index, bands, i));
            Assert.True(values.Count > 300, $"{values.Count} pixels of class {code}");
            Assert.DoesNotContain((int)SpectralIndex.Nodata, index == SpectralIndex.Kndvi && code == 6 ? [] : values);
            values.Sort();
            foreach (var gate in index.Gates.Where(gate => gate.Class == ClassTable.Scl.Of(code)))
                Assert.InRange(values[values.Count / 2], gate.Low, gate.High);
        }
    }

    [Fact]
    public void Leaves_water_snow_and_soil_are_told_apart_by_more_than_ndvi()
    {
        Assert.True(Median("ndmi", 4) > 0 && Median("ndmi", 5) < 0, "leaves hold water, bare soil does not");
        Assert.True(Median("ndwi", 6) > 0 && Median("ndwi", 4) < 0, "open water is green, leaves are near infrared");
        Assert.True(Median("nbr", 4) > Median("nbr", 5), "soil is bright in short-wave infrared");
        Assert.True(Median("ndre", 4) < Median("ndvi", 4), "the red edge is brighter than red");
    }

    [Fact]
    public void An_item_tells_the_truth_about_all_of_its_files()
    {
        var item = JsonNode.Parse(DemoItem.Of(Later, Pixels.Value.Scl).ToJsonString())!;
        using var json = JsonDocument.Parse(item.ToJsonString());
        var (read, unreadable) = StacItemReader.Read(json.RootElement, "demo", Enum.GetValues<BandRole>());
        Assert.Null(unreadable);
        Assert.Equal(("sentinel-2-c1-l2a", -1000), (read!.Collection, CatalogOffset.Of(read).Value));
        var files = new DemoFiles(folder.Path);
        foreach (var (key, asset) in item["assets"]!.AsObject()) RequireTruth(files, key, asset!);
        var left = Directory.GetFiles(Path.Combine(folder.Path, Later.Folder)).Select(Path.GetExtension);
        Assert.All(left, extension => Assert.Equal(".tif", extension));
    }

    [Fact]
    public void Only_files_that_an_item_names_are_painted()
    {
        var files = new DemoFiles(folder.Path);
        var early = SceneOf("33TUL", Overpass.All[0]);
        foreach (var path in new[] { "B09.tif", "../B04.tif" }.Select(name => $"{Later.Folder}/{name}")
            .Append($"{early.Folder}/{DemoClouds.File}").Append($"{early.Folder}/B03.tif").Append($"elsewhere/{Later.Id}/B04.tif"))
            Assert.Null(files.Find(path));
    }

    [Fact]
    public void The_probability_of_cloud_reaches_beyond_the_classes_clouds()
    {
        var (scl, probability) = (Pixels.Value.Scl, DemoClouds.Probability(Pixels.Value.Scl));
        Assert.All(scl.Zip(probability).Where(pixel => pixel.First == 9), pixel => Assert.True(pixel.Second > 90));
        Assert.All(scl.Zip(probability).Where(pixel => pixel.First == 0), pixel => Assert.Equal(0, pixel.Second));
        Assert.Contains(scl.Zip(probability), pixel => pixel is { First: 4, Second: > 30 });
        Assert.InRange(scl.Zip(probability).Count(pixel => pixel is { First: 4, Second: 0 }), scl.Count(code => code == 4) / 2, scl.Length);
    }

    [Fact]
    public void Where_both_tracks_see_a_place_a_week_has_enough_for_a_median()
    {
        var second = Overpass.All.Where(pass => pass.Sensed.Day >= 11).ToList();
        Assert.Equal(2, Overpass.All.Except(second).Count(pass => pass.Sees(12.3, 46.3)));
        Assert.Equal(3, second.Count(pass => pass.Sees(12.3, 46.3)));
        Assert.All(second, pass => Assert.Equal(DemoCollection.C1, pass.Collection));
    }

    void RequireTruth(DemoFiles files, string key, JsonNode asset)
    {
        var path = new Uri((string)asset["href"]!).AbsolutePath.TrimStart('/');
        using var file = RasterReader.OpenFile(files.Find(path)!.FullName);
        var isByte = (string)asset["raster:bands"]![0]!["data_type"]! == "uint8";
        Assert.Equal(isByte ? SampleType.Byte : SampleType.UInt16, file.SampleType);
        Assert.Equal([file.Height, file.Width], asset["proj:shape"]!.AsArray().Select(size => (int)size!));
        var grid = file.Grid!.Value;
        Assert.Equal([grid.PixelSize, 0, grid.OriginX, 0, -grid.PixelSize, grid.OriginY], asset["proj:transform"]!.AsArray()
            .Select(number => (double)number!));
        if (isByte) return;
        Assert.Equal("AVERAGE", file.OverviewResampling);
        Assert.True(HasLevels(files.Find(path)!.FullName, file.Width, to: file.Width == DemoTile.Pixels ? 4 : 3), key);
    }

    static bool HasLevels(string path, int width, int to)
    {
        var content = File.ReadAllBytes(path);
        using var bytes = new MemoryFile(content.Length);
        content.CopyTo(bytes.Bytes);
        return Enumerable.Range(1, to).All(level =>
        {
            using var overview = RasterReader.OpenMemory(bytes, level);
            return overview.Width == (width + (1 << level) - 1) >> level && overview.Grid is not null;
        });
    }

    static DemoScene SceneOf(string tile, Overpass pass) => new(DemoTile.Named(tile), pass);

    static int Median(string index, byte code)
    {
        ushort[][] bands = [.. SpectralIndex.Of(index).Bands.Select(Band)];
        var values = Enumerable.Range(0, Pixels.Value.Scl.Length).Where(i => i % 7 == 0 && Pixels.Value.Scl[i] == code)
            .Select(i => Value(SpectralIndex.Of(index), bands, i)).Order().ToList();
        return values[values.Count / 2];
    }

    /// <summary>An index at a pixel of the classification; of bands with finer pixels the first of its four.</summary>
    static int Value(SpectralIndex index, ushort[][] bands, int at) => IndexMath.Scaled(index, -Later.AddedDn, [.. bands.Select(band =>
        (int)(band.Length == Pixels.Value.Scl.Length ? band[at]
            : band[at / DemoTile.SclPixels * 2 * DemoTile.Pixels + at % DemoTile.SclPixels * 2]))]);

    static ushort[] Band(BandRole role) => Sensor.Sentinel2[role].Name switch
    {
        "red" => Pixels.Value.Red,
        "nir" => Pixels.Value.Nir,
        var name => DemoBand.All.Single(band => band.Name == name).Paint(Pixels.Value, Later.AddedDn),
    };
}
