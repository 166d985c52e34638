using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;

namespace Vegetation.Functions.Storage;

/// <summary>An object's key, its size in bytes and, where they were asked for, its SHA-256 (lower-case hexadecimal) and ETag.</summary>
/// <param name="ETag">Without quotes: the MD5 of an object that was uploaded in one piece to a bucket without a key of KMS.</param>
internal readonly record struct StoredObject(string Key, long Bytes, string? Sha256 = null, string? ETag = null);

/// <summary>What was read of an object: its bytes, unless it is too large or damaged.</summary>
/// <param name="ETag">Of this version.</param>
internal sealed record ObjectContent(long Bytes, byte[]? Content, string ETag);

/// <summary>The one bucket, through AWSSDK.S3: retries, checksums and signatures are the SDK's.</summary>
/// <param name="isOnThisMachine">Then <see cref="Head"/> reads an object of which S3 has no SHA-256.</param>
internal sealed partial class ObjectStore(IAmazonS3 s3, string bucket, bool isOnThisMachine = false)
{
    public string Bucket => bucket;

    /// <summary>Then objects are read where a listing would tell enough: it does not notice what decays on the disk below.</summary>
    public bool IsOnThisMachine => isOnThisMachine;

    /// <summary>Another bucket, through the same client.</summary>
    public ObjectStore Of(string other) => new(s3, other, isOnThisMachine);

    /// <summary>A client for AWS, or for the server that AWS_ENDPOINT_URL_S3 names; such servers know buckets by path only.</summary>
    public static AmazonS3Client Client() =>
        new(new AmazonS3Config { ForcePathStyle = Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL_S3") is not null });

    /// <summary>All objects below a prefix, by key.</summary>
    /// <param name="most">Where there are more, some more than these are listed.</param>
    public async Task<IReadOnlyList<StoredObject>> List(string prefix, CancellationToken cancellationToken, int most = int.MaxValue)
    {
        var found = new List<StoredObject>();
        await foreach (var stored in Each(prefix, cancellationToken))
        {
            found.Add(stored);
            if (found.Count > most) break;
        }
        return found;
    }

    /// <summary>The same one by one: a request for each thousand.</summary>
    public async IAsyncEnumerable<StoredObject> Each(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            var page = await s3.ListObjectsV2Async(
                new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, ContinuationToken = next }, cancellationToken);
            foreach (var o in page.S3Objects ?? []) yield return new(o.Key, o.Size ?? 0, ETag: Plain(o.ETag));
            next = page.NextContinuationToken;
        }
        while (next is not null);
    }

    static string? Plain(string? eTag) => eTag?.Trim('"');

    /// <returns>The object without its bytes, or null when there is none.</returns>
    public async Task<StoredObject?> Head(string key, CancellationToken cancellationToken)
    {
        var asked = new GetObjectMetadataRequest { BucketName = bucket, Key = key, ChecksumMode = ChecksumMode.ENABLED };
        if (await OrNullIfMissing(s3.GetObjectMetadataAsync(asked, cancellationToken)) is not { } head) return null;
        // The checksum of an upload in parts is one of its parts' checksums, and no hash of the object.
        var stored = head.ChecksumType == ChecksumType.COMPOSITE ? null : head.ChecksumSHA256;
        var sha256 = stored is null ? null : Convert.FromBase64String(stored);
        if (sha256 is null && isOnThisMachine) sha256 = await Hash(key, cancellationToken);
        return new(key, head.ContentLength, sha256 is null ? null : Convert.ToHexStringLower(sha256));
    }

    async Task<byte[]> Hash(string key, CancellationToken cancellationToken) =>
        await IfWhole(
            await s3.GetObjectAsync(bucket, key, cancellationToken),
            async read => await SHA256.HashDataAsync(read.ResponseStream, cancellationToken)) ?? [];
}
