using Vegetation.Worker.Contract;

namespace Vegetation.Worker.Fetching;

/// <summary>Fetches the files of a scene: all beginnings first, so that a missing file is known before much is fetched.</summary>
internal sealed class SceneFetcher(Settings settings, AssetReader reader, FirstRequests first, TimeProvider time)
{
    readonly AssetAddress addresses = new(settings);

    /// <param name="roles">The bands that are wanted.</param>
    /// <param name="metres">At which resolution.</param>
    /// <exception cref="UnitFailure">
    /// missing-asset: the scene has no file for a band; else as the first file that cannot be had.
    /// </exception>
    public async Task<SceneFiles> Fetch(Scene scene, IReadOnlyList<BandRole> roles, int metres, CancellationToken cancellationToken)
    {
        if (scene.Missing(roles) is { } missing)
            throw new UnitFailure(Reason.MissingAsset, $"{scene.Id} has no file for {missing.Name}");
        var start = time.GetTimestamp();
        var wanted = roles.Where(role => scene[role] is not null).Select(role => Sensor.Sentinel2[role])
            .Select(band => (Band: band, Address: addresses.Allow(scene[band.Role]!.Href), Level: Resolution.LevelOf(metres, band)))
            .ToList();
        using var others = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var deadline = new SceneDeadline(settings.SceneDeadline, time, others.Token);
        var heads = await Task.WhenAll(wanted.Select(file =>
            AllOrNone(reader.ReadHead(file.Address, first.Of(file.Band, file.Level), deadline), others)));
        var rests = heads.Zip(wanted, (head, file) => AllOrNone(reader.ReadRest(head, file.Level, deadline), others)).ToArray();
        try
        {
            var files = await Task.WhenAll(rests);
            return new(
                wanted.Zip(files).ToDictionary(pair => pair.First.Band.Role, pair => pair.Second.File), metres,
                files.Sum(file => file.Bytes), time.GetElapsedTime(start));
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
