using Amazon.S3;
using Amazon.S3.Model;
using Vegetation.Core.Units;
using Vegetation.Local.Cloud;

namespace Vegetation.Local.Run;

/// <summary>Copies what a run published from the bucket to a folder that a person can open.</summary>
public static class ProductFolder
{
    /// <returns>Path of index.html, or null where the run has none.</returns>
    public static async Task<string?> Copy(IAmazonS3 s3, RunId runId, string folder, CancellationToken ct)
    {
        var prefix = new RunKeys(runId).Products;
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        string? token = null;
        do
        {
            var page = await s3.ListObjectsV2Async(
                new ListObjectsV2Request { BucketName = S3Server.Bucket, Prefix = prefix, ContinuationToken = token }, ct);
            foreach (var key in page.S3Objects?.Select(o => o.Key) ?? [])
            {
                using var answer = await s3.GetObjectAsync(S3Server.Bucket, key, ct);
                await answer.WriteResponseStreamToFileAsync(Path.Combine(folder, key[prefix.Length..]), append: false, ct);
            }
            token = page.NextContinuationToken;
        }
        while (token is not null);
        var index = Path.Combine(folder, "index.html");
        return File.Exists(index) ? index : null;
    }
}
