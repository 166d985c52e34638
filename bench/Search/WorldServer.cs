using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security;
using System.Text;
using System.Text.Json;

namespace Vegetation.Bench.Search;

/// <summary>What the functions talk to: the world's catalog, one page in a hundred of which fails at the first try, and as much of S3 as they use, in a folder.</summary>
internal sealed class WorldServer : IDisposable
{
    const int OneFailsOf = 100;

    readonly HttpListener listener = new();
    readonly World world;
    readonly string folder;
    readonly ConcurrentDictionary<int, bool> failed = [];
    readonly ConcurrentDictionary<string, long> objects = new(StringComparer.Ordinal);

    public string Address { get; }
    public int Failures => failed.Count;

    public WorldServer(World world, string folder)
    {
        (this.world, this.folder) = (world, folder);
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        }
        listener.Prefixes.Add(Address + "/");
        listener.Start();
        _ = Accept();
    }

    public void Dispose() => listener.Close();

    async Task Accept()
    {
        while (listener.IsListening)
        {
            try { _ = Answer(await listener.GetContextAsync()); }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException) { return; }
        }
    }

    async Task Answer(HttpListenerContext context)
    {
        await Task.Yield();
        var (request, response) = (context.Request, context.Response);
        using var read = new MemoryStream();
        await request.InputStream.CopyToAsync(read);
        var path = request.Url!.AbsolutePath;
        var content = path == "/stac/search" ? Search(read.ToArray(), response)
            : request.HttpMethod == "PUT" ? Put(path, Unframed(read.ToArray(), request.Headers["x-amz-content-sha256"]))
            : request.QueryString["prefix"] is { } prefix ? List(prefix, request.QueryString["continuation-token"])
            : Get(path, response);
        response.ContentLength64 = content.Length;
        await response.OutputStream.WriteAsync(content);
        response.Close();
    }

    byte[] Search(byte[] body, HttpListenerResponse response)
    {
        using var asked = JsonDocument.Parse(body);
        var first = asked.RootElement.TryGetProperty("next", out var next) ? int.Parse(next.GetString()!, CultureInfo.InvariantCulture) : 0;
        var size = asked.RootElement.GetProperty("limit").GetInt32();
        if (new Random(first).Next(OneFailsOf) > 0 || !failed.TryAdd(first, true)) return world.Page(Address + "/stac", first, size);
        response.StatusCode = 503;
        return "busy"u8.ToArray();
    }

    byte[] Put(string path, byte[] content)
    {
        var file = Path.Combine(folder, Uri.EscapeDataString(path));
        File.WriteAllBytes(file, content);
        objects[path] = content.Length;
        return [];
    }

    byte[] Get(string path, HttpListenerResponse response)
    {
        if (objects.ContainsKey(path)) return File.ReadAllBytes(Path.Combine(folder, Uri.EscapeDataString(path)));
        response.StatusCode = 404;
        return "<Error><Code>NoSuchKey</Code></Error>"u8.ToArray();
    }

    byte[] List(string prefix, string? after)
    {
        const int most = 1000;
        var keys = objects.Keys.Select(k => k["/bucket/".Length..]).Where(k => k.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(k, after) > 0)
            .Order(StringComparer.Ordinal).Take(most + 1).ToList();
        var found = string.Concat(keys.Take(most).Select(k => $"<Contents><Key>{SecurityElement.Escape(k)}</Key><Size>{objects["/bucket/" + k]}</Size></Contents>"));
        var more = keys.Count > most ? $"<IsTruncated>true</IsTruncated><NextContinuationToken>{keys[most - 1]}</NextContinuationToken>" : "<IsTruncated>false</IsTruncated>";
        return Encoding.UTF8.GetBytes($"<ListBucketResult>{found}{more}</ListBucketResult>");
    }

    /// <summary>The SDK sends chunks, each after its length in hexadecimal and its signature.</summary>
    static byte[] Unframed(byte[] body, string? kind)
    {
        if (kind?.StartsWith("STREAMING-", StringComparison.Ordinal) != true) return body;
        using var content = new MemoryStream();
        for (var at = 0; ;)
        {
            var line = Array.IndexOf(body, (byte)'\n', at);
            var length = int.Parse(Encoding.ASCII.GetString(body, at, line - at).Split(';', '\r')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (length == 0) return content.ToArray();
            content.Write(body, line + 1, length);
            at = line + 1 + length + 2;
        }
    }
}
