using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Transfer;
using Vegetation.Core.Work;

namespace Vegetation.Functions.Storage;

/// <summary>An object's key, its size in bytes and, where the store has it, its SHA-256 in lower-case hexadecimal.</summary>
public readonly record struct StoredObject(string Key, long Bytes, string? Sha256 = null);

/// <summary>What was read of an object: its bytes, unless it is too large or damaged.</summary>
/// <param name="ETag">Of this version.</param>
public sealed record ObjectContent(long Bytes, byte[]? Content, string ETag);

/// <summary>The one bucket, through AWSSDK.S3: retries, checksums and signatures are the SDK's.</summary>
/// <param name="hashObjects">Whether <see cref="Head"/> reads an object of which S3 has no SHA-256.</param>
public sealed class ObjectStore(IAmazonS3 s3, string bucket, bool hashObjects = false)
{
    /// <summary>Limit of an object that is read into memory: a plan from a million scenes has about 250 MB.</summary>
    const long MostBytes = 256 << 20;

    const int ParallelReads = 16;
    const int PartBytes = 5 << 20; // S3's smallest part; a part that fails is sent again alone

    public string Bucket => bucket;

    /// <summary>A client for AWS, or for the server that AWS_ENDPOINT_URL_S3 names; such servers know buckets by path only.</summary>
    public static AmazonS3Client Client() =>
        new(new AmazonS3Config { ForcePathStyle = Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL_S3") is not null });

    public async Task Put(string key, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream(content.ToArray(), writable: false);
        await Put(key, body, contentType, cancellationToken);
    }

    /// <summary>Uploads a file of this machine without holding it in memory.</summary>
    public async Task PutFile(string key, string path, string contentType, CancellationToken cancellationToken)
    {
        await using var body = File.OpenRead(path);
        await Put(key, body, contentType, cancellationToken);
    }

    async Task Put(string key, Stream body, string contentType, CancellationToken cancellationToken)
    {
        if (body.Length > PartBytes)
        {
            using var transfer = new TransferUtility(s3, new TransferUtilityConfig { MinSizeBeforePartUpload = PartBytes });
            await transfer.UploadAsync(
                new TransferUtilityUploadRequest { BucketName = bucket, Key = key, InputStream = body, ContentType = contentType, PartSize = PartBytes, TagSet = Tags(key), AutoCloseStream = false },
                cancellationToken);
            return;
        }
        await s3.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = bucket, Key = key, InputStream = body, ContentType = contentType, AutoCloseStream = false, TagSet = Tags(key),
            },
            cancellationToken);
    }

    // The bucket deletes objects with this tag after the retention.
    static List<Tag>? Tags(string key) => RunKeys.IsTemporary(key) ? [new Tag { Key = RunKeys.LifecycleTag, Value = RunKeys.Temporary }] : null;

    public Task PutJson<T>(string key, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        Put(key, JsonSerializer.SerializeToUtf8Bytes(value, type), "application/json", cancellationToken);

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
    public async Task<byte[]> Get(string key, CancellationToken cancellationToken) => await TryGet(key, cancellationToken) ?? throw Missing(key);

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
        if (response is null) return "is gone";
        if (IsLarger(response, mostBytes)) return $"has {response.ContentLength} bytes; expected at most {mostBytes}";
        var whole = await IfWhole(response, async read =>
        {
            await read.WriteResponseStreamToFileAsync(path, append: false, cancellationToken);
            return path;
        });
        return whole is null ? "is damaged" : null;
    }

    /// <summary>A length that is not stated (-1) bounds nothing.</summary>
    static bool IsLarger(GetObjectResponse response, long mostBytes) => response.ContentLength < 0 || response.ContentLength > mostBytes;

    /// <summary>Writes an object if it still is the version that <paramref name="eTag"/> tells, or if there is none where that is null.</summary>
    /// <returns>False if somebody else was faster.</returns>
    public async Task<bool> TryReplace(string key, byte[] content, string? eTag, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream(content, writable: false);
        var put = new PutObjectRequest { BucketName = bucket, Key = key, InputStream = body, ContentType = "application/json", IfMatch = eTag, IfNoneMatch = eTag is null ? "*" : null };
        try
        {
            await s3.PutObjectAsync(put, cancellationToken);
            return true;
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict
            || (e.StatusCode == HttpStatusCode.NotFound && eTag is not null)) // deleted since it was read
        {
            return false;
        }
    }

    /// <returns>The object without its bytes, or null when there is none.</returns>
    public async Task<StoredObject?> Head(string key, CancellationToken cancellationToken)
    {
        var asked = new GetObjectMetadataRequest { BucketName = bucket, Key = key, ChecksumMode = ChecksumMode.ENABLED };
        if (await OrNullIfMissing(s3.GetObjectMetadataAsync(asked, cancellationToken)) is not { } head) return null;
        // The checksum of an upload in parts is one of its parts' checksums, and no hash of the object.
        var stored = head.ChecksumType == ChecksumType.COMPOSITE ? null : head.ChecksumSHA256;
        var sha256 = stored is null ? null : Convert.FromBase64String(stored);
        if (sha256 is null && hashObjects) sha256 = await Hash(key, cancellationToken);
        return new(key, head.ContentLength, sha256 is null ? null : Convert.ToHexStringLower(sha256));
    }

    async Task<byte[]> Hash(string key, CancellationToken cancellationToken) =>
        await IfWhole(
            await s3.GetObjectAsync(bucket, key, cancellationToken),
            async read => await SHA256.HashDataAsync(read.ResponseStream, cancellationToken)) ?? [];

    public async Task<T?> TryGetJson<T>(string key, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class
    {
        return await TryGet(key, cancellationToken) is { } content ? Parse(key, content, type) : null;
    }

    public async Task<T> GetJson<T>(string key, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class =>
        await TryGetJson(key, type, cancellationToken) ?? throw Missing(key);

    /// <summary>Many objects of one kind, read side by side, in the order of their keys.</summary>
    public Task<IReadOnlyList<T>> GetAllJson<T>(IReadOnlyList<string> keys, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class =>
        GetAll(keys, (key, content) => Parse(key, content, type), cancellationToken);

    public async Task<IReadOnlyList<T>> GetAll<T>(IReadOnlyList<string> keys, Func<string, byte[], T> read, CancellationToken cancellationToken)
    {
        var values = new T[keys.Count];
        await Parallel.ForAsync(0, keys.Count, new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = cancellationToken },
            async (i, token) => values[i] = read(keys[i], await TryGet(keys[i], token) ?? throw Missing(keys[i])));
        return values;
    }

    /// <summary>What many objects hold, read side by side, in the order of their keys; null for those that are not there, or damaged.</summary>
    public async Task<IReadOnlyList<T?>> TryGetAll<T>(IReadOnlyList<string> keys, Func<byte[], T?> read, CancellationToken cancellationToken)
        where T : class
    {
        var values = new T?[keys.Count];
        await Parallel.ForAsync(0, keys.Count, new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = cancellationToken },
            async (i, token) => values[i] = (await TryGetUpTo(keys[i], MostBytes, token))?.Content is { } content ? read(content) : null);
        return values;
    }

    /// <summary>All objects below a prefix, by key.</summary>
    public async Task<IReadOnlyList<StoredObject>> List(string prefix, CancellationToken cancellationToken)
    {
        var found = new List<StoredObject>();
        string? next = null;
        do
        {
            var page = await s3.ListObjectsV2Async(
                new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, ContinuationToken = next }, cancellationToken);
            found.AddRange((page.S3Objects ?? []).Select(o => new StoredObject(o.Key, o.Size ?? 0)));
            next = page.NextContinuationToken;
        }
        while (next is not null);
        return found;
    }

    /// <exception cref="InvalidDataException">Names the object.</exception>
    public T Parse<T>(string key, byte[] content, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(content, type) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"s3://{bucket}/{key} is not the expected JSON: {e.Message}", e);
        }
    }

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
