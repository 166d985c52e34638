using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Vegetation.Bench.Search;

/// <summary>What the search talks to: the world's catalog, one page in a hundred of which fails at the first try, and a bucket.</summary>
internal sealed class WorldServer : IDisposable
{
    const int OneFailsOf = 100;

    readonly World world;
    readonly int latencyMs;
    readonly ConcurrentDictionary<int, bool> failed = [];

    public BucketServer Bucket { get; }
    public string Catalog => Bucket.Address + "/stac";
    public int Failures => failed.Count;

    /// <param name="latencyMs">What it takes for a page, besides making it.</param>
    public WorldServer(World world, string folder, int latencyMs)
    {
        (this.world, this.latencyMs) = (world, latencyMs);
        ThreadPool.SetMinThreads(64, 64); // each page in the making has one
        Bucket = new BucketServer(folder, (path, body, response) => path == "/stac/search" ? Search(body, response) : null);
    }

    public void Dispose() => Bucket.Dispose();

    byte[] Search(byte[] body, HttpListenerResponse response)
    {
        Thread.Sleep(latencyMs);
        using var asked = JsonDocument.Parse(body);
        var interval = asked.RootElement.GetProperty("datetime").GetString()!;
        var ends = interval.Split('/').Select(end => DateTimeOffset.Parse(end, CultureInfo.InvariantCulture)).ToList();
        var found = world.Between(ends[0], ends[1]);
        var first = asked.RootElement.TryGetProperty("next", out var next) ? int.Parse(next.GetString()!, CultureInfo.InvariantCulture)
            : found.First;
        var size = asked.RootElement.GetProperty("limit").GetInt32();
        if (new Random(first).Next(OneFailsOf) > 0 || !failed.TryAdd(first, true)) return world.Page(Catalog, interval, found, first, size);
        response.StatusCode = 503;
        return "busy"u8.ToArray();
    }
}
