using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Vegetation.Functions.Storage;

/// <summary>Reading: nothing is taken into memory whose length is not known and bounded.</summary>
internal sealed partial class ObjectStore
{
    /// <summary>Limit of an object that is read into memory: a plan from a million scenes has about 250 MB.</summary>
    const long MostBytes = 256 << 20;

    /// <returns>The object's bytes, or null when there is none.</returns>
    /// <exception cref="InvalidDataException">It is damaged, or larger than any of ours and was not read.</exception>
    public async Task<byte[]?> TryGet(string key, CancellationToken cancellationToken)
    {
        if (await TryGetUpTo(key, MostBytes, cancellationToken) is not { } found) return null;
        return found.Content ?? throw new InvalidDataException(found.Bytes > MostBytes
            ? $"s3://{bucket}/{key} has {found.Bytes} bytes; expected at most {MostBytes}"
            : $"s3://{bucket}/{key} is damaged: its checksum is not the one that was written");
    }

    /// <returns>The object's bytes.</returns>
    public async Task<byte[]> Get(string key, CancellationToken cancellationToken) =>
        await TryGet(key, cancellationToken) ?? throw Missing(key);

    /// <summary>Reads an object if it has at most so many bytes: its length is known, and looked at, before they come.</summary>
    /// <returns>Null when there is none.</returns>
    public async Task<ObjectContent?> TryGetUpTo(string key, long mostBytes, CancellationToken cancellationToken)
    {
        using var response = await OrNullIfMissing(s3.GetObjectAsync(bucket, key, cancellationToken));
        if (response is null) return null;
        if (IsLarger(response, mostBytes)) return new(response.ContentLength, null, response.ETag);
        var content = await IfWhole(response, async read =>
        {
            var bytes = new byte[read.ContentLength];
            await read.ResponseStream.CopyToAsync(new MemoryStream(bytes), cancellationToken);
            return bytes;
        });
        return new(response.ContentLength, content, response.ETag);
    }

    /// <summary>Writes an object of at most so many bytes to a file of this machine without holding it in memory.</summary>
    /// <returns>Null on success, otherwise why there is no file.</returns>
    public async Task<string?> GetFile(string key, string path, long mostBytes, CancellationToken cancellationToken)
    {
        using var response = await OrNullIfMissing(s3.GetObjectAsync(bucket, key, cancellationToken));
        if (response is null) return "does not exist";
        if (IsLarger(response, mostBytes)) return $"has {response.ContentLength} bytes; expected at most {mostBytes}";
        var whole = await IfWhole(response, async read =>
        {
            await read.WriteResponseStreamToFileAsync(path, append: false, cancellationToken);
            return path;
        });
        return whole is null ? "is damaged" : null;
    }

    /// <inheritdoc cref="GetFile"/>
    /// <returns>The object's address, for errors.</returns>
    /// <exception cref="InvalidDataException">There is no file; the message names the object and says why.</exception>
    public async Task<string> RequireFile(string key, string path, long mostBytes, CancellationToken cancellationToken)
    {
        var address = $"s3://{bucket}/{key}";
        return await GetFile(key, path, mostBytes, cancellationToken) is { } problem
            ? throw new InvalidDataException($"{address} {problem}") : address;
    }

    /// <summary>A length that is not stated (-1) bounds nothing.</summary>
    static bool IsLarger(GetObjectResponse response, long mostBytes) => response.ContentLength < 0 || response.ContentLength > mostBytes;

    static async Task<T?> OrNullIfMissing<T>(Task<T> answer) where T : class
    {
        try
        {
            return await answer;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <returns>Null where the bytes are damaged: the SDK compares their checksum, at the latest when the response is disposed.</returns>
    static async Task<T?> IfWhole<T>(GetObjectResponse response, Func<GetObjectResponse, Task<T>> read) where T : class
    {
        try
        {
            using (response) return await read(response);
        }
        catch (AmazonClientException)
        {
            return null;
        }
    }

    FileNotFoundException Missing(string key) => new($"s3://{bucket}/{key} is missing");
}
