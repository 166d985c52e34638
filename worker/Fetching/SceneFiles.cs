namespace Vegetation.Worker.Fetching;

/// <summary>The bands of a scene in memory, with what it took to get them.</summary>
/// <param name="Metres">The resolution at which they are wanted; <see cref="Resolution"/>.</param>
internal sealed record SceneFiles(IReadOnlyDictionary<BandRole, MemoryFile> Bands, int Metres, long Bytes, TimeSpan Elapsed) : IDisposable
{
    public MemoryFile this[BandRole role] => Bands[role];

    public void Dispose()
    {
        foreach (var file in Bands.Values) file.Dispose();
    }
}
