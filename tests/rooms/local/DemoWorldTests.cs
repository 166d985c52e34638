using Vegetation.Core.Geography;
using Vegetation.Core.Indices;
using Vegetation.Core.Scenes;
using Vegetation.Local.Demo;
using Vegetation.Raster;

namespace Vegetation.Tests.Local;

public sealed class DemoWorldTests
{
    [Fact]
    public void Pixel_centres_lie_within_a_metre_of_where_the_projection_puts_them()
    {
        var tile = DemoTile.All[^1];
        var (longitudes, latitudes) = tile.Positions();
        foreach (var i in new[] { 0, 1097, 500 * DemoTile.Pixels + 333, DemoTile.Pixels * DemoTile.Pixels - 1 })
        {
            double[] x = [longitudes[i]], y = [latitudes[i]];
            Projection.FromLonLat(tile.Epsg, x, y);
            Assert.Equal(tile.West + (i % DemoTile.Pixels + 0.5) * 100, x[0], 1.0);
            Assert.Equal(tile.North - (i / DemoTile.Pixels + 0.5) * 100, y[0], 1.0);
        }
    }

    [Fact]
    public void An_item_tells_the_truth_about_its_pixels_and_is_read_as_a_scene()
    {
        var scene = DemoScene.All.First(s => s.Tile.Name == "33TUL" && s.Pass == Overpass.All[0]);
        var pixels = new ScenePainter(scene.Tile).Paint(scene)!;
        using var json = System.Text.Json.JsonDocument.Parse(DemoItem.Of(scene, pixels.Scl).ToJsonString());
        var (read, unreadable) = StacItemReader.Read(json.RootElement, "demo", NdviScene.Bands);
        Assert.Null(unreadable);
        Assert.Equal(pixels.Scl.Count(c => c == 0) / (double)pixels.Scl.Length, read!.NodataShare, 0.0001);
        Assert.Equal(pixels.Scl.Count(c => c is 3 or 8 or 9 or 10) / (double)pixels.Scl.Count(c => c != 0), read.CloudyShare, 0.0001);
        Assert.InRange(read.NodataShare, 0.05, 0.95); // the edge of the swath crosses it
        Assert.Equal(pixels.Scl.Count(c => c == 0) * 4, pixels.Red.Count(dn => dn == 0));
        Assert.Equal(pixels.Scl.Count(c => c == 0) * 4, pixels.Nir.Count(dn => dn == 0));
    }

    [Fact]
    public void The_same_place_looks_the_same_in_tiles_of_two_zones()
    {
        var (west, east) = (Ndvi("32TQT", 12.7, 47.3), Ndvi("33TUN", 12.7, 47.3));
        Assert.Equal(west, east, 0.02); // grain of 3 % in each band, and half a pixel beside
    }

    [Fact]
    public void Scenes_show_what_archives_hold()
    {
        var scenes = DemoScene.All.ToList();
        Assert.True(DemoTile.All.Count >= 8);
        Assert.Equal(2, DemoTile.All.Select(t => t.Epsg).Distinct().Count());
        Assert.All(DemoTile.All, tile => Assert.Equal(tile.Epsg, Tile.Parse(tile.Name).Epsg));
        Assert.All(scenes, s => Assert.True(SceneId.TryTile(s.Id, out _), s.Id));
        Assert.Contains(scenes, s => s is { OffsetApplied: true, AddedDn: 0, Baseline: "05.09" });
        Assert.Contains(scenes, s => s is { OffsetApplied: false, AddedDn: 1000, Baseline: "05.09" });
        Assert.Contains(scenes, s => s is { AddedDn: 0, Baseline: "02.14" });
        Assert.Single(scenes.Where(s => s.LacksRed).Select(s => s.Tile).Distinct());
    }

    /// <summary>NDVI of the pixel nearest to a place, from the ground as painted.</summary>
    static double Ndvi(string tileName, double lon, double lat)
    {
        var tile = DemoTile.All.Single(t => t.Name == tileName);
        double[] x = [lon], y = [lat];
        Projection.FromLonLat(tile.Epsg, x, y);
        var (column, row) = ((int)((x[0] - tile.West) / 100), (int)((tile.North - y[0]) / 100));
        var scene = DemoScene.All.First(s => s.Tile == tile && s.Pass == Overpass.All[1]);
        var pixels = new ScenePainter(tile).Paint(scene)!;
        var i = row * DemoTile.Pixels + column;
        return IndexMath.Scaled(SpectralIndex.Ndvi, -scene.AddedDn, pixels.Red[i], pixels.Nir[i]) * SpectralIndex.Scale;
    }
}
