using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security;
using System.Security.Cryptography;
using System.Text;

namespace Vegetation.Bench;

/// <summary>
/// As much of S3 as the functions use, in a folder; requests that are for something else are asked of <paramref name="other"/> first.
/// </summary>
internal sealed class BucketServer : IDisposable
{
    readonly HttpListener listener = new();
    readonly string folder;
    readonly Func<string, byte[], HttpListenerResponse, byte[]?>? other;
    readonly ConcurrentDictionary<string, (long Bytes, string ETag)> objects = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, string[]> listings = new(StringComparer.Ordinal);

    public string Address { get; }

    /// <param name="other">Gets path and body, and answers null for what is the bucket's.</param>
    public BucketServer(string folder, Func<string, byte[], HttpListenerResponse, byte[]?>? other = null)
    {
        (this.folder, this.other) = (folder, other);
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        }
        listener.Prefixes.Add(Address + "/");
        listener.Start();
        _ = Accept();
    }

    /// <summary>The environment with which a program finds this bucket as it would one in an account.</summary>
    public Dictionary<string, string> Variables => new()
    {
        ["AWS_ENDPOINT_URL_S3"] = Address, ["AWS_REGION"] = "us-west-2", ["AWS_ACCESS_KEY_ID"] = "bench",
            ["AWS_SECRET_ACCESS_KEY"] = "bench",
        ["BUCKET"] = "bucket", ["ALLOW_LOOPBACK"] = "1",
    };

    long requests;

    /// <summary>Requests that were for the bucket.</summary>
    public long Requests => Interlocked.Read(ref requests);

    readonly ConcurrentDictionary<string, long> kinds = new(StringComparer.Ordinal);

    /// <summary>The same by method and folder, as "GET runs/world/units"; of a listing what it lists.</summary>
    public IReadOnlyDictionary<string, long> Kinds => kinds;

    static string KindOf(HttpListenerRequest request, string path) => request.QueryString["prefix"] is { } prefix
        ? $"LIST {prefix.TrimEnd('/')}" : $"{request.HttpMethod} {Path.GetDirectoryName(path["/bucket/".Length..])}";

    public void Dispose() => listener.Close();

    public void Put(string key, byte[] content) => Keep($"/bucket/{key}", content);

    /// <summary>How many bytes lie below a prefix.</summary>
    public long Bytes(string prefix) =>
        objects.Where(o => o.Key.StartsWith($"/bucket/{prefix}", StringComparison.Ordinal)).Sum(o => o.Value.Bytes);

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
        var content = other?.Invoke(path, read.ToArray(), response) ?? Bucket(request, path, read.ToArray(), response);
        response.ContentLength64 = content.Length;
        if (request.HttpMethod != "HEAD") await response.OutputStream.WriteAsync(content);
        response.Close();
    }

    byte[] Bucket(HttpListenerRequest request, string path, byte[] body, HttpListenerResponse response)
    {
        Interlocked.Increment(ref requests);
        kinds.AddOrUpdate(KindOf(request, path), 1, (_, before) => before + 1);
        var (upload, part) = (request.QueryString["uploadId"], request.QueryString["partNumber"]);
        return (request.HttpMethod, upload) switch
        {
            ("PUT", null) => KeepTagged(path, Unframed(body, request.Headers["x-amz-content-sha256"]), response),
            ("PUT", _) =>
                KeepPart(
                $"{path}?{upload}?{int.Parse(part!, CultureInfo.InvariantCulture):00000}",
                Unframed(body, request.Headers["x-amz-content-sha256"]), response),
            ("POST", null) =>
                Encoding.UTF8.GetBytes(
                $"<InitiateMultipartUploadResult><UploadId>{Guid.NewGuid():N}</UploadId></InitiateMultipartUploadResult>"),
            ("POST", _) => Join(path, upload),
            _ when request.QueryString["prefix"] is { } prefix => List(prefix, request.QueryString["continuation-token"]),
            _ => Get(path, response),
        };
    }

    byte[] Keep(string path, byte[] content)
    {
        File.WriteAllBytes(FileOf(path), content);
        objects[path] = (content.Length, Tag(content));
        return [];
    }

    byte[] KeepTagged(string path, byte[] content, HttpListenerResponse response)
    {
        Keep(path, content);
        response.AddHeader("ETag", objects[path].ETag);
        return [];
    }

    // The SDK compares the tag with the hash of what it sent.
    static string Tag(byte[] content) => $"\"{Convert.ToHexStringLower(MD5.HashData(content))}\"";

    byte[] KeepPart(string name, byte[] content, HttpListenerResponse response)
    {
        File.WriteAllBytes(FileOf(name), content);
        response.AddHeader("ETag", Tag(content));
        return [];
    }

    byte[] Join(string path, string upload)
    {
        var parts = Directory.GetFiles(folder, Path.GetFileName(FileOf($"{path}?{upload}?")) + "*").Order(StringComparer.Ordinal).ToList();
        Keep(path, [.. parts.SelectMany(File.ReadAllBytes)]);
        parts.ForEach(File.Delete);
        return Encoding.UTF8.GetBytes(
            "<CompleteMultipartUploadResult><ETag>\"00000000000000000000000000000000-2\"</ETag></CompleteMultipartUploadResult>");
    }

    byte[] Get(string path, HttpListenerResponse response)
    {
        if (objects.TryGetValue(path, out var stored))
        {
            response.AddHeader("ETag", stored.ETag);
            return File.ReadAllBytes(FileOf(path));
        }
        response.StatusCode = 404;
        return "<Error><Code>NoSuchKey</Code></Error>"u8.ToArray();
    }

    string FileOf(string path) => Path.Combine(folder, Uri.EscapeDataString(path));

    byte[] List(string prefix, string? after)
    {
        const int most = 1000;
        if (after is null) // the pages that follow are of the same listing
            listings[prefix] = [.. objects.Keys.Select(k => k["/bucket/".Length..])
                .Where(k => k.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        var listing = listings[prefix];
        var first = after is null ? 0 : Array.BinarySearch(listing, after, StringComparer.Ordinal) + 1;
        List<string> keys = [.. listing.Skip(first).Take(most + 1)];
        var found = string.Concat(
            keys.Take(most)
            .Select(k => $"<Contents><Key>{SecurityElement.Escape(k)}</Key><Size>{objects["/bucket/" + k].Bytes}</Size>"
                + $"<ETag>{SecurityElement.Escape(objects["/bucket/" + k].ETag)}</ETag></Contents>"));
        var more = keys.Count > most ? $"<IsTruncated>true</IsTruncated><NextContinuationToken>{keys[most - 1]}</NextContinuationToken>"
            : "<IsTruncated>false</IsTruncated>";
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
            var length = int.Parse(
                Encoding.ASCII.GetString(body, at, line - at).Split(';', '\r')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (length == 0) return content.ToArray();
            content.Write(body, line + 1, length);
            at = line + 1 + length + 2;
        }
    }
}
