using System.Diagnostics;
using System.Text.Json;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Core.Work;
using Vegetation.Products;
using Vegetation.Products.Maps;
using Vegetation.Tests.Products.Index;
using Vegetation.Tests.Products.Report;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Products.Maps;

/// <summary>A fact that opens files in QGIS, and is skipped where that is not installed, as in most places: it takes 0.5 GB.</summary>
sealed class QgisFactAttribute : FactAttribute
{
    static readonly Lazy<bool> IsInstalled = new(() =>
    {
        using var python = Process.Start(new ProcessStartInfo(RasterioFactAttribute.Python, ["-c", "import qgis.core"])
            { RedirectStandardError = true, RedirectStandardOutput = true });
        python!.WaitForExit();
        return python.ExitCode == 0;
    });

    public QgisFactAttribute()
    {
        if (!File.Exists(RasterioFactAttribute.Python) || !IsInstalled.Value)
            Skip = "QGIS is not installed (apt-get install python3-qgis)";
    }
}

/// <summary>Maps, mosaics and scenes as QGIS shows them at the first double click.</summary>
[Collection(IndexedRunCollection.Name)]
public sealed class QgisTests(IndexedRun run)
{
    [QgisFact]
    public void Map_mosaic_and_scene_open_in_the_colours_of_the_pictures_with_a_legend()
    {
        using var folder = new TemporaryFolder();
        var ramp = SpectralIndex.Ndvi.Ramp;
        var map = Reports.Map(new MapFrame(Reports.Grid, 3800, 860, 16, 16),
            (row, column) => row == 0 ? default : Reports.Pixels(10, 600 * column, 600 * column));
        map.WriteCog(folder["map.tif"], IsoWeek.TryParse("2023-W49")!.Value.Window);
        File.WriteAllBytes(folder["map.qml"], QgisStyle.Of(WorldMap.MeanBand, ramp));
        string[] files = [folder["map.tif"], run.Product(run.Files.Mosaic(32632)),
            run.Output(OutputNames.Raster(IndexedRun.NextZone, "ndvi"))];
        var script = Path.Combine(Repository.Root, "tests", "rooms", "products", "Maps", "qgis_colours.py");
        var shown = JsonElement.Parse(Tool.Run(RasterioFactAttribute.Python, [script, .. files])).EnumerateArray().ToList();
        foreach (var layer in shown)
        {
            Assert.Equal("singlebandpseudocolor", layer.GetProperty("renderer").GetString());
            var seen = layer.GetProperty("pixels").EnumerateArray().Where(pixel => pixel.ValueKind != JsonValueKind.Null).ToList();
            Assert.InRange(seen.Count, 10, 63); // some have no value
            Assert.All(seen, pixel => Assert.InRange(
                Farthest(ramp.Colour(pixel[0].GetDouble()), pixel[1].GetUInt32()), 0, 2));
        }
        var values = shown[0].GetProperty("pixels").EnumerateArray().Where(pixel => pixel.ValueKind != JsonValueKind.Null);
        Assert.Equal(0.84, values.Max(pixel => pixel[0].GetDouble()), 6); // times the scale, as people read it

        static int Farthest(uint one, uint other) =>
            new[] { 0, 8, 16 }.Max(shift => Math.Abs((int)(one >> shift & 255) - (int)(other >> shift & 255)));
    }
}
