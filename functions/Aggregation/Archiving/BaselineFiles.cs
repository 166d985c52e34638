using Vegetation.Core.Requests;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Aggregation.Archiving;

/// <summary>The files of a foreign baseline, wherever they are.</summary>
/// <param name="store">The run's own bucket.</param>
/// <param name="foldersAllowed">Whether folders of this machine may be read.</param>
internal sealed class BaselineFiles(ObjectStore store, BaselineSource source, bool foldersAllowed)
{
    /// <summary>A dekad of the Earth at 1 km has 0.2 GB, and the function's disk 2 GiB.</summary>
    const long MostBytes = 768L << 20;

    const int MostKeys = 10_000;

    readonly ObjectStore store = source.Bucket is { } bucket ? store.Of(bucket) : store;

    /// <returns>The keys or paths of all files; or why they are not to be had.</returns>
    public async Task<(IReadOnlyList<string>? Keys, string? Problem)> List(CancellationToken cancellationToken)
    {
        if (source.IsFolder && !foldersAllowed) return (null, "is a folder, which only ./run reads; expected s3://bucket/prefix/");
        if (source.IsFolder && !Directory.Exists(source.Prefix)) return (null, "does not exist");
        var keys = source.IsFolder
            ? Directory.EnumerateFiles(source.Prefix, "*", SearchOption.AllDirectories).Take(MostKeys + 1).ToList()
            : [.. (await store.List(source.Prefix, cancellationToken, MostKeys)).Select(stored => stored.Key)];
        return keys.Count > MostKeys ? (null, $"has more than {MostKeys} files; expected a prefix of the baseline alone") : (keys, null);
    }

    /// <summary>Hands out a file of this machine, which of a bucket is gone afterwards.</summary>
    /// <returns>What <paramref name="use"/> returns; or why there is no file.</returns>
    public async Task<string?> Use(string key, Func<string, string?> use, CancellationToken cancellationToken)
    {
        if (source.IsFolder) return use(key);
        using var scratch = new ScratchFile();
        return await store.GetFile(key, scratch.Path, MostBytes, cancellationToken) is { } problem ? $"{key} {problem}" : use(scratch.Path);
    }
}
