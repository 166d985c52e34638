namespace Vegetation.Functions.Catalogs.Stac;

/// <summary>
/// The body of an answer in one array: HttpClient's own buffering would hold it three times. Of large bodies one at a time is in memory;
/// the others wait on the wire until it is disposed.
/// </summary>
sealed class AnswerBody : IDisposable
{
    const int FirstBytes = 1 << 20; // a page of Earth Search, and more

    /// <summary>A body up to here has an array of its own: 100 whole items of Earth Search are 3 MB.</summary>
    const int SmallBytes = 4 << 20;

    LargeBuffer? rented;

    /// <summary>The body, or the first of its bytes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    public bool IsWhole { get; private set; }

    /// <param name="most">How many bytes are read, at most one less than the large buffer has.</param>
    public static async Task<AnswerBody> Read(HttpContent content, int most, LargeBuffer large, CancellationToken cancellationToken)
    {
        var answer = new AnswerBody();
        try
        {
            await answer.Fill(content, most, large, cancellationToken);
            return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        rented?.Return();
        rented = null;
    }

    async Task Fill(HttpContent content, int most, LargeBuffer large, CancellationToken cancellationToken)
    {
        using var body = await content.ReadAsStreamAsync(cancellationToken);
        var small = Math.Min(most, SmallBytes);
        var bytes = new byte[Math.Min(content.Headers.ContentLength ?? FirstBytes, small) + 1]; // one more, to see the end
        for (var count = 0; ;)
        {
            var read = await body.ReadAsync(bytes.AsMemory(count), cancellationToken);
            count += read;
            (Bytes, IsWhole) = (bytes.AsMemory(0, Math.Min(count, most)), count <= most);
            if (read == 0 || !IsWhole) return;
            if (count < bytes.Length) continue;
            if (count <= small) Array.Resize(ref bytes, Math.Min(2 * count, small + 1));
            else bytes = await Moved(bytes, large, cancellationToken);
        }
    }

    async Task<byte[]> Moved(byte[] bytes, LargeBuffer large, CancellationToken cancellationToken)
    {
        var larger = await large.Rent(cancellationToken);
        rented = large;
        bytes.CopyTo(larger, 0);
        return larger;
    }
}
