using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Transfer;

namespace Vegetation.Local.Jobs;

/// <summary>
/// S3UploadMode Continuous: files of an output folder go to the bucket while the job runs. Every visible file is complete,
/// because the worker renames it into place, and a record goes up after the files that it names.
/// </summary>
sealed class OutputUploader(IAmazonS3 s3, string folder, S3Location target, Action<string, byte[]> onRecord)
{
    const string Records = "records/";
    const long SinglePutBytes = 5 * 1024 * 1024; // the bucket's server takes no single PUT over 11 MiB

    readonly HashSet<string> uploaded = new(StringComparer.Ordinal);

    public async Task UploadNew(CancellationToken cancellationToken)
    {
        // Listed before the other files: the files of a record listed now were renamed into place earlier.
        var records = Pending(name => name.StartsWith(Records, StringComparison.Ordinal));
        var others = Pending(name => !name.StartsWith(Records, StringComparison.Ordinal));
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(others, atOnce, async (name, token) => await Upload(name, token));
        foreach (var record in records)
        {
            await Upload(record, cancellationToken);
            onRecord(
                Path.GetFileNameWithoutExtension(record), await File.ReadAllBytesAsync(Path.Combine(folder, record), cancellationToken));
        }
        uploaded.UnionWith(others);
        uploaded.UnionWith(records);
    }

    List<string> Pending(Func<string, bool> wanted) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Where(name => wanted(name) && !uploaded.Contains(name))
            .Order(StringComparer.Ordinal),
    ];

    async Task Upload(string name, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, name);
        var key = $"{target.Key.TrimEnd('/')}/{name}";
        if (new FileInfo(path).Length <= SinglePutBytes)
        {
            await s3.PutObjectAsync(new PutObjectRequest { BucketName = target.Bucket, Key = key, FilePath = path }, cancellationToken);
            return;
        }
        using var transfer = new TransferUtility(s3, new TransferUtilityConfig { MinSizeBeforePartUpload = SinglePutBytes });
        await transfer.UploadAsync(
            new TransferUtilityUploadRequest { BucketName = target.Bucket, Key = key, FilePath = path, PartSize = SinglePutBytes },
            cancellationToken);
    }
}
