using System.Collections.Concurrent;

namespace Vegetation.Local.Demo;

/// <summary>
/// The files of a demonstration's scenes. What not every run asks for (further bands, the second week) is painted when it is asked for
/// first, and kept.
/// </summary>
sealed class DemoFiles(string folder)
{
    readonly string folder = Path.GetFullPath(folder);
    readonly ConcurrentDictionary<string, Lock> painting = [];
    readonly SemaphoreSlim painters = new(Environment.ProcessorCount); // each has 0.1 GB

    /// <param name="path">From the bucket's name on, with slashes.</param>
    /// <returns>Null for what is no file of the folder.</returns>
    public FileInfo? Find(string path)
    {
        var file = new FileInfo(Path.GetFullPath(Path.Combine(folder, path)));
        if (!file.FullName.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)) return null;
        if (!file.Exists && Scene(file.DirectoryName!) is { } scene) Paint(scene, file.Directory!.FullName, file.Name);
        file.Refresh();
        return file.Exists ? file : null;
    }

    DemoScene? Scene(string directory) =>
        DemoScene.Find(Path.GetFileName(directory)) is { } scene && Path.Combine(folder, scene.Folder) == directory ? scene : null;

    void Paint(DemoScene scene, string directory, string name)
    {
        lock (painting.GetOrAdd(scene.Id, _ => new()))
        {
            if (File.Exists(Path.Combine(directory, name))) return;
            if (scene.IsPaintedLater && ScenePixels.Files.Contains(name)) PaintWhole(scene, directory);
            else if (scene.Has(name)) PaintFromOthers(scene, directory, name);
        }
    }

    void PaintWhole(DemoScene scene, string directory)
    {
        painters.Wait();
        try
        {
            new ScenePainter(scene.Tile).Paint(scene)?.Write(directory, scene);
        }
        finally
        {
            painters.Release();
        }
    }

    void PaintFromOthers(DemoScene scene, string directory, string name)
    {
        if (ScenePixels.Files.Any(file => Find(Path.Combine(scene.Folder, file)) is null)) return; // red is in no bucket
        var pixels = ScenePixels.Read(directory);
        if (DemoBand.All.FirstOrDefault(band => band.File == name) is { } band)
            DemoCog.Write(directory, band.File, band.Name, scene.Tile.GridOf(band.Factor), band.Paint(pixels, scene.AddedDn));
        else DemoCog.Write(directory, DemoClouds.File, DemoClouds.Asset, scene.Tile.SclGrid, DemoClouds.Probability(pixels.Scl));
    }
}
