namespace Vegetation.Functions.Catalogs.Stac;

/// <summary>Reads the body of an answer into one array: HttpClient's own buffering would hold it three times.</summary>
static class AnswerBody
{
    const int FirstBytes = 1 << 20; // a page of Earth Search, and more

    /// <returns>The first <paramref name="most"/> bytes at most, and whether that is all.</returns>
    public static async Task<(ReadOnlyMemory<byte> Bytes, bool IsWhole)> Read(
        HttpContent content, int most, CancellationToken cancellationToken)
    {
        using var body = await content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[Math.Min(content.Headers.ContentLength ?? FirstBytes, most) + 1]; // one more, to see the end
        for (var count = 0; ;)
        {
            var read = await body.ReadAsync(bytes.AsMemory(count), cancellationToken);
            count += read;
            if (read == 0 || count > most) return (bytes.AsMemory(0, Math.Min(count, most)), count <= most);
            if (count == bytes.Length) Array.Resize(ref bytes, Math.Min(2 * count, most + 1));
        }
    }
}
