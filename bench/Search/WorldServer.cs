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
    readonly ConcurrentDictionary<int, bool> failed = [];

    public BucketServer Bucket { get; }
    public string Catalog => Bucket.Address + "/stac";
    public int Failures => failed.Count;

    public WorldServer(World world, string folder)
    {
        this.world = world;
        Bucket = new BucketServer(folder, (path, body, response) => path == "/stac/search" ? Search(body, response) : null);
    }

    public void Dispose() => Bucket.Dispose();

    byte[] Search(byte[] body, HttpListenerResponse response)
    {
        using var asked = JsonDocument.Parse(body);
        var first = asked.RootElement.TryGetProperty("next", out var next) ? int.Parse(next.GetString()!, CultureInfo.InvariantCulture) : 0;
        var size = asked.RootElement.GetProperty("limit").GetInt32();
        if (new Random(first).Next(OneFailsOf) > 0 || !failed.TryAdd(first, true)) return world.Page(Catalog, first, size);
        response.StatusCode = 503;
        return "busy"u8.ToArray();
    }
}
