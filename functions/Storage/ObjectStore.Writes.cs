using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Transfer;
using Vegetation.Core.Work;

namespace Vegetation.Functions.Storage;

/// <summary>Writing.</summary>
internal sealed partial class ObjectStore
{
    const int PartBytes = 5 << 20; // S3's smallest part; a part that fails is sent again alone

    /// <returns>The ETag, as <see cref="StoredObject.ETag"/>; null where it was uploaded in parts.</returns>
    public async Task<string?> Put(string key, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream(content.ToArray(), writable: false);
        return await Put(key, body, contentType, cancellationToken);
    }

    /// <summary>Uploads a file of this machine without holding it in memory.</summary>
    public async Task PutFile(string key, string path, string contentType, CancellationToken cancellationToken)
    {
        await using var body = File.OpenRead(path);
        await Put(key, body, contentType, cancellationToken);
    }

    async Task<string?> Put(string key, Stream body, string contentType, CancellationToken cancellationToken)
    {
        if (body.Length > PartBytes)
        {
            using var transfer = new TransferUtility(s3, new TransferUtilityConfig { MinSizeBeforePartUpload = PartBytes });
            await transfer.UploadAsync(
                new TransferUtilityUploadRequest
                {
                    BucketName = bucket, Key = key, InputStream = body, ContentType = contentType, AutoCloseStream = false,
                    TagSet = Tags(key), PartSize = PartBytes,
                },
                cancellationToken);
            return null;
        }
        var put = await s3.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = bucket, Key = key, InputStream = body, ContentType = contentType, AutoCloseStream = false, TagSet = Tags(key),
            },
            cancellationToken);
        return Plain(put.ETag);
    }

    /// <summary>Marks an object that somebody else has written; the bucket's rules go by that.</summary>
    public async Task Tag(string key, string lifecycle, CancellationToken cancellationToken) => await s3.PutObjectTaggingAsync(
        new PutObjectTaggingRequest
        {
            BucketName = bucket, Key = key, Tagging = new() { TagSet = [new Tag { Key = RunKeys.LifecycleTag, Value = lifecycle }] },
        },
        cancellationToken);

    // The bucket deletes objects with this tag after the retention.
    static List<Tag>? Tags(string key) =>
        RunKeys.IsTemporary(key) ? [new Tag { Key = RunKeys.LifecycleTag, Value = RunKeys.Temporary }] : null;

    /// <summary>
    /// Writes an object if it still is the version that <paramref name="eTag"/> tells, or if there is none where that is null.
    /// </summary>
    /// <returns>False if somebody else was faster.</returns>
    public async Task<bool> TryReplace(string key, byte[] content, string? eTag, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream(content, writable: false);
        var put = new PutObjectRequest
        {
            BucketName = bucket, Key = key, InputStream = body, ContentType = "application/json", IfMatch = eTag,
            IfNoneMatch = eTag is null ? "*" : null,
        };
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
}
