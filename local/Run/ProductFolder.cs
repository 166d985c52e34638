using System.Collections.Concurrent;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Vegetation.Core;
using Vegetation.Core.Archive;
using Vegetation.Core.Work;
using Vegetation.Local.Cloud;

namespace Vegetation.Local.Run;

/// <summary>
/// Copies a run's products and files of indices from the bucket to a folder that a person can open, and what runs have in common. Paths
/// are the same as in the bucket, so that the links of reports and catalogs work. Files in the folder are always complete: each is written
/// beside its place and renamed once its bytes match the unit's record, or the object's ETag if no record names it. Existing files are
/// hashed again by each run, and replaced if they differ: neither size nor time reveals a flipped bit.
/// </summary>
static class ProductFolder
{
    const string Unfinished = ".part";

    /// <returns>The path of what a person opens first: the report, or the plan of a dry run; null if the run has neither.</returns>
    /// <exception cref="LocalException">an object of the bucket is damaged; all others are copied.</exception>
    /// <exception cref="IOException">the folder cannot be written.</exception>
    public static async Task<string?> Copy(IAmazonS3 s3, RunId runId, string folder, CancellationToken cancellationToken)
    {
        var keys = new RunKeys(runId);
        var recorded = await Recorded(s3, keys, cancellationToken);
        // A scene's file that no record names was modified or is truncated: an earlier good copy of it is kept.
        var scenes = (await List(s3, keys.Output, cancellationToken)).Where(stored => recorded.ContainsKey(stored.Key));
        List<S3Object> objects = [.. scenes, .. await List(s3, keys.Products, cancellationToken)];
        await CopyAll(s3, objects, recorded, folder, keys.Root, cancellationToken);
        return new[] { keys.Report, keys.DryRunPlan }.Select(key => Path.Combine(folder, key)).FirstOrDefault(File.Exists);
    }

    /// <summary>Copies what all runs so far have in common: climatologies, series and the catalog.</summary>
    /// <inheritdoc cref="Copy"/>
    public static async Task CopyOfAllRuns(IAmazonS3 s3, string folder, CancellationToken cancellationToken)
    {
        foreach (var prefix in new[] { ArchiveSeries.AllClimatologies, ArchiveSeries.AllTables, ArchiveSeries.AllMaps, RunKeys.Catalog })
            await CopyAll(
                s3, await List(s3, prefix, cancellationToken), new Dictionary<string, Checksum>(), folder, prefix, cancellationToken);
    }

    static async Task CopyAll(
        IAmazonS3 s3, IReadOnlyList<S3Object> objects, IReadOnlyDictionary<string, Checksum> recorded, string folder, string prefix,
        CancellationToken cancellationToken)
    {
        if (Path.Combine(folder, prefix) is var below && Directory.Exists(below))
            foreach (var left in Directory.EnumerateFiles(below, "*" + Unfinished, SearchOption.AllDirectories)) File.Delete(left);
        var damaged = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(objects, cancellationToken, async (stored, token) =>
        {
            var checksum = recorded.GetValueOrDefault(stored.Key) ?? Checksum.OfETag(stored.ETag);
            if (!await CopyOne(s3, stored, checksum, PathBelow(folder, stored.Key), token)) damaged.Add(stored.Key);
        });
        if (damaged.Order(StringComparer.Ordinal).FirstOrDefault() is { } one)
            throw new LocalException($"Damaged objects in the bucket: {damaged.Count}, the first of them {one}. {LocalException.Resume}");
    }

    /// <exception cref="LocalException">the key leads out of the folder.</exception>
    internal static string PathBelow(string folder, string key)
    {
        var (root, path) = (Path.GetFullPath(folder) + Path.DirectorySeparatorChar, Path.GetFullPath(Path.Combine(folder, key)));
        return path.StartsWith(root, StringComparison.Ordinal) ? path
            : throw new LocalException(
                $"The bucket has an object {key}, which would be copied to a place outside {folder}: delete it; ./run did not write it.");
    }

    /// <summary>The SHA-256 from the records, by key.</summary>
    static async Task<IReadOnlyDictionary<string, Checksum>> Recorded(IAmazonS3 s3, RunKeys keys, CancellationToken cancellationToken)
    {
        var recorded = new ConcurrentDictionary<string, Checksum>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(await List(s3, keys.Records, cancellationToken), cancellationToken, async (stored, token) =>
        {
            using var answer = await s3.GetObjectAsync(S3Server.Bucket, stored.Key, token);
            foreach (var file in await Files(answer.ResponseStream, token)) recorded[keys.Output + file.Name] = new Checksum(file.Sha256);
        });
        return recorded;
    }

    static async Task<IReadOnlyList<OutputFile>> Files(Stream record, CancellationToken cancellationToken)
    {
        try { return (await JsonSerializer.DeserializeAsync(record, CoreJson.Default.UnitRecord, cancellationToken))?.Files ?? []; }
        catch (JsonException) { return []; } // the aggregation has reported it
    }

    static async Task<List<S3Object>> List(IAmazonS3 s3, string prefix, CancellationToken cancellationToken)
    {
        List<S3Object> found = [];
        string? token = null;
        do
        {
            var page = await s3.ListObjectsV2Async(
                new ListObjectsV2Request { BucketName = S3Server.Bucket, Prefix = prefix, ContinuationToken = token }, cancellationToken);
            found.AddRange(page.S3Objects ?? []);
            token = page.NextContinuationToken;
        }
        while (token is not null);
        return found;
    }

    /// <returns>False if the object is damaged.</returns>
    static async Task<bool> CopyOne(IAmazonS3 s3, S3Object stored, Checksum checksum, string path, CancellationToken cancellationToken)
    {
        if (await checksum.Matches(path, cancellationToken)) return true;
        var unfinished = path + Unfinished;
        try
        {
            using (var answer = await s3.GetObjectAsync(S3Server.Bucket, stored.Key, cancellationToken))
                await answer.WriteResponseStreamToFileAsync(unfinished, append: false, cancellationToken);
            if (!await checksum.Matches(unfinished, cancellationToken)) return false;
            File.SetLastWriteTimeUtc(unfinished, stored.LastModified?.ToUniversalTime() ?? DateTime.UnixEpoch);
            File.Move(unfinished, path, overwrite: true);
            return true;
        }
        catch (AmazonClientException) // the SDK has compared checksums too
        {
            return false;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
