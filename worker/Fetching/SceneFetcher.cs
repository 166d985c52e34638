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
        var heads = await AllOrNone(
            wanted.Select(file => reader.ReadHead(file.Address, first.Of(file.Band, file.Level), deadline)), head => head, others);
        var files = await AllOrNone(
            heads.Zip(wanted, (head, file) => reader.ReadRest(head, file.Level, deadline)), rest => rest.File, others);
        return new(
            wanted.Zip(files).ToDictionary(pair => pair.First.Band.Role, pair => pair.Second.File), metres,
            files.Sum(file => file.Bytes), time.GetElapsedTime(start));
    }

    /// <summary>What cannot be had of one file ends the reading of the others: without it they are of no use.</summary>
    /// <param name="held">What a reading holds that nobody would dispose.</param>
    static async Task<T[]> AllOrNone<T>(IEnumerable<Task<T>> readings, Func<T, IDisposable> held, CancellationTokenSource others)
    {
        var all = readings.Select(OrEndTheOthers).ToArray();
        try
        {
            return await Task.WhenAll(all);
        }
        catch
        {
            foreach (var one in all) if (one.IsCompletedSuccessfully) held(one.Result).Dispose();
            throw;
        }

        async Task<T> OrEndTheOthers(Task<T> reading)
        {
            try
            {
                return await reading;
            }
            catch
            {
                await others.CancelAsync();
                throw;
            }
        }
    }
}
