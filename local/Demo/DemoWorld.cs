using System.Text.Json.Nodes;
using Vegetation.Core.Requests;

namespace Vegetation.Local.Demo;

/// <summary>
/// Two small generated weeks in the form of Sentinel-2, always the same: a few scenes of each tile of its extent, as STAC items and files
/// in a folder. Most files come when they are asked for: <see cref="DemoFiles"/>.
/// </summary>
internal sealed class DemoWorld
{
    /// <summary>To be changed with anything that changes a pixel or an item: older folders are then generated again.</summary>
    const string Version = "6";

    /// <summary>The weeks that have scenes.</summary>
    public static Window Scenes { get; } = new(
        new DateTimeOffset(2023, 12, 4, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2023, 12, 18, 0, 0, 0, TimeSpan.Zero));

    DemoWorld(string folder) => Folder = folder;

    /// <summary>items/*.json and below it the files as in the public bucket.</summary>
    public string Folder { get; }

    /// <summary>The demonstration's request, with the catalog at the given address. A file of one of its twelve tiles is missing.</summary>
    public static JsonObject Request(Uri catalog, DemoExtent? extent = null) => new()
    {
        ["area"] = (extent ?? DemoExtent.Demonstration).Box,
        ["from"] = "2023-12-04",
        ["to"] = "2023-12-11",
        ["catalogs"] = new JsonArray(catalog.ToString()),
        ["maxCloudCover"] = 80,
        ["jobs"] = 3,
        ["instancesPerJob"] = 2,
        ["minimumProcessed"] = 0.9,
    };

    /// <summary>Generates the world, or finds the one generated before.</summary>
    /// <param name="extent">Always the same for one folder; null = the demonstration's.</param>
    public static DemoWorld Prepare(string folder, Action<string> say, CancellationToken cancellationToken, DemoExtent? extent = null)
    {
        var finished = Path.Combine(folder, "version");
        if (File.Exists(finished) && File.ReadAllText(finished) == Version) return new DemoWorld(folder);
        say("Generating the demonstration's scenes (only once) ...");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(Path.Combine(folder, "items"));
        Parallel.ForEach(
            (extent ?? DemoExtent.Demonstration).Tiles, new ParallelOptions { CancellationToken = cancellationToken }, tile =>
            PaintTile(tile, folder, cancellationToken));
        File.WriteAllText(finished, Version);
        return new DemoWorld(folder);
    }

    static void PaintTile(DemoTile tile, string folder, CancellationToken cancellationToken)
    {
        var painter = new ScenePainter(tile);
        foreach (var scene in Overpass.All.Select(pass => new DemoScene(tile, pass)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var pixels = scene.IsPaintedLater ? null : painter.Paint(scene);
            if ((pixels?.Scl ?? painter.Classes(scene.Pass)) is not { } scl) continue;
            pixels?.Write(Path.Combine(folder, scene.Folder), scene);
            File.WriteAllText(Path.Combine(folder, "items", scene.Id + ".json"), DemoItem.Of(scene, scl).ToJsonString());
        }
    }
}
