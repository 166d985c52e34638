using Vegetation.Core.Scenes;
using Vegetation.Raster;

namespace Vegetation.Worker.Assets;

/// <summary>The three bands of a scene in memory, with what it took to get them.</summary>
internal sealed record SceneFiles(MemoryFile Red, MemoryFile Nir, MemoryFile Scl, long Bytes, TimeSpan Elapsed) : IDisposable
{
    public void Dispose()
    {
        Red.Dispose();
        Nir.Dispose();
        Scl.Dispose();
    }
}

/// <summary>Fetches the files of a scene: all beginnings first, so that a missing file is known before much is fetched.</summary>
internal sealed class SceneFetcher(Settings settings, AssetReader reader, TimeProvider time)
{
    readonly AssetAddress addresses = new(settings);

    public async Task<SceneFiles> Fetch(Scene scene, CancellationToken stop)
    {
        var start = time.GetTimestamp();
        Uri[] hrefs = [addresses.Allow(scene.Red.Href), addresses.Allow(scene.Nir.Href), addresses.Allow(scene.Scl.Href)];
        using var others = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var deadline = new SceneDeadline(settings.SceneDeadline, time, others.Token);
        var heads = await Task.WhenAll(hrefs.Select(href => AllOrNone(reader.ReadHead(href, deadline), others)));
        var rests = heads.Select(head => AllOrNone(reader.ReadRest(head, deadline), others)).ToArray();
        try
        {
            var files = await Task.WhenAll(rests);
            return new(files[0].File, files[1].File, files[2].File, files.Sum(file => file.Bytes), time.GetElapsedTime(start));
        }
        catch
        {
            foreach (var rest in rests) if (rest.IsCompletedSuccessfully) rest.Result.File.Dispose();
            throw;
        }
    }

    /// <summary>A file that cannot be had ends the reading of the others: without it they are of no use.</summary>
    static async Task<T> AllOrNone<T>(Task<T> file, CancellationTokenSource others)
    {
        try
        {
            return await file;
        }
        catch
        {
            await others.CancelAsync();
            throw;
        }
    }
}
