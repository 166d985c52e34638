namespace Vegetation.Local.Jobs;

/// <summary>ShardedByS3Key: each object goes to one instance.</summary>
internal static class Sharding
{
    /// <summary>
    /// Distributes the keys in turn, so that shards differ by at most one and are empty only if there are fewer keys than instances.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<string>> Split(IEnumerable<string> keys, int instances)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(instances, 1);
        var shards = Enumerable.Range(0, instances).Select(_ => new List<string>()).ToList();
        var next = 0;
        foreach (var key in keys) shards[next++ % instances].Add(key);
        return shards;
    }
}
