using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Vegetation.Bench.Storage;

/// <summary>
/// The only writer of a few keys: it puts, overwrites, deletes and uploads in parts until the server is gone, and remembers for each key
/// what was acknowledged and what was under way. A body of null is an object that does not exist.
/// </summary>
internal sealed partial class ObjectWriter(int number, Random random)
{
    const int Keys = 12;
    static readonly int[] Sizes = [300, 3_000, 60_000, 1_000_000];

    readonly Dictionary<string, byte[]?> acknowledged =
        Enumerable.Range(0, Keys).ToDictionary(key => $"runs/w{number}/output/U{key}.json", _ => (byte[]?)null);
    (string Key, byte[]? Body)? underWay;

    public int Acknowledged { get; private set; }

    public async Task WriteUntilItEnds(S3Process server)
    {
        try
        {
            while (true) await WriteOne(server.Http);
        }
        catch (HttpRequestException) { } // killed
    }

    /// <summary>Compares the objects with what may be there, and takes what is there as acknowledged.</summary>
    public async Task<(int Torn, int Lost)> Check(S3Process server)
    {
        var (torn, lost) = (0, 0);
        foreach (var (key, body) in acknowledged.ToList())
        {
            var found = await server.Get(key);
            if (!Same(found, body) && !(underWay is { } other && other.Key == key && Same(found, other.Body)))
                if (found is null) lost++;
                else torn++;
            acknowledged[key] = found;
        }
        underWay = null;
        return (torn, lost);
    }

    async Task WriteOne(HttpClient http)
    {
        var key = acknowledged.Keys.ElementAt(random.Next(Keys));
        var body = random.Next(10) == 0 ? null : new byte[Sizes[random.Next(Sizes.Length)]];
        if (body is not null) random.NextBytes(body);
        underWay = (key, body);
        if (body is null) (await http.DeleteAsync(key)).EnsureSuccessStatusCode();
        else if (random.Next(8) == 0) await UploadInParts(http, key, body);
        else await Put(http, key, body);
        (acknowledged[key], underWay) = (body, null);
        Acknowledged++;
    }

    static async Task UploadInParts(HttpClient http, string key, byte[] body)
    {
        using var begun = (await http.PostAsync($"{key}?uploads", null)).EnsureSuccessStatusCode();
        var id = UploadId().Match(await begun.Content.ReadAsStringAsync()).Groups[1].Value;
        var tag = await Put(http, $"{key}?partNumber=1&uploadId={id}", body);
        var parts = new StringContent(
            $"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{tag}</ETag></Part></CompleteMultipartUpload>");
        parts.Headers.ContentType = new MediaTypeHeaderValue("application/xml");
        (await http.PostAsync($"{key}?uploadId={id}", parts)).EnsureSuccessStatusCode().Dispose();
    }

    static async Task<string> Put(HttpClient http, string address, byte[] body)
    {
        var content = new ByteArrayContent(body) { Headers = { ContentType = new("application/octet-stream") } };
        using var answer = await http.PutAsync(address, content);
        return answer.EnsureSuccessStatusCode().Headers.ETag!.Tag;
    }

    static bool Same(byte[]? one, byte[]? other) => one is null ? other is null : other is not null && one.AsSpan().SequenceEqual(other);

    [GeneratedRegex("<UploadId>(.*?)<")]
    private static partial Regex UploadId();
}
