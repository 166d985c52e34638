using Amazon.S3;
using Amazon.S3.Model;
using Vegetation.Core.Units;
using Vegetation.Local.Cloud;

namespace Vegetation.Local.Run;

/// <summary>
/// Copies what a run published, and the NDVI files that it rests on, from the bucket to a folder that a person can open. Paths stay
/// as they are in the bucket, so that the report's links lead somewhere.
/// </summary>
public static class ProductFolder
{
    /// <returns>The path of what a person opens first: the report, or the plan of a dry run; null where the run has neither.</returns>
    public static async Task<string?> Copy(IAmazonS3 s3, RunId runId, string folder, CancellationToken ct)
    {
        var keys = new RunKeys(runId);
        await CopyBelow(s3, keys.Ndvi, keys.Root, folder, ct);
        await CopyBelow(s3, keys.Products, keys.Root, folder, ct);
        return new[] { keys.Report, keys.Plan }.Select(key => Path.Combine(folder, key[keys.Root.Length..])).FirstOrDefault(File.Exists);
    }

    static async Task CopyBelow(IAmazonS3 s3, string prefix, string root, string folder, CancellationToken ct)
    {
        string? token = null;
        do
        {
            var page = await s3.ListObjectsV2Async(
                new ListObjectsV2Request { BucketName = S3Server.Bucket, Prefix = prefix, ContinuationToken = token }, ct);
            foreach (var stored in page.S3Objects ?? []) await CopyOne(s3, stored, Path.Combine(folder, stored.Key[root.Length..]), ct);
            token = page.NextContinuationToken;
        }
        while (token is not null);
    }

    /// <summary>A file that is there with its object's size and time stays: a run that is started again copies only what is new.</summary>
    static async Task CopyOne(IAmazonS3 s3, S3Object stored, string path, CancellationToken ct)
    {
        var modified = stored.LastModified?.ToUniversalTime() ?? DateTime.UnixEpoch;
        if (new FileInfo(path) is { Exists: true } kept && kept.Length == stored.Size && kept.LastWriteTimeUtc == modified) return;
        using var answer = await s3.GetObjectAsync(stored.BucketName ?? S3Server.Bucket, stored.Key, ct);
        await answer.WriteResponseStreamToFileAsync(path, append: false, ct);
        File.SetLastWriteTimeUtc(path, modified);
    }
}
