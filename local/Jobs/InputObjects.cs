using Amazon.S3;
using Amazon.S3.Model;
using Vegetation.Core.Work;

namespace Vegetation.Local.Jobs;

/// <summary>The objects that an input of a processing job names.</summary>
sealed class InputObjects(IAmazonS3 s3)
{
    /// <returns>For each instance its objects.</returns>
    public async Task<IReadOnlyList<IReadOnlyList<string>>> Shards(S3Input input, int instances, CancellationToken cancellationToken)
    {
        var keys = await List(input, cancellationToken);
        return input.S3DataDistributionType switch
        {
            "ShardedByS3Key" => Sharding.Split(keys, instances),
            "FullyReplicated" => [.. Enumerable.Repeat(keys, instances)],
            var other => throw new FormatException($"S3DataDistributionType {other}"),
        };
    }

    /// <summary>Writes the objects into a folder, each under the last part of its key.</summary>
    public async Task Download(string bucket, IReadOnlyList<string> keys, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        await Parallel.ForEachAsync(
            keys, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken }, async (key, token) =>
        {
            using var answer = await s3.GetObjectAsync(bucket, key, token);
            await answer.WriteResponseStreamToFileAsync(Path.Combine(folder, Path.GetFileName(key)), append: false, token);
        });
    }

    async Task<IReadOnlyList<string>> List(S3Input input, CancellationToken cancellationToken)
    {
        if (input.S3DataType != "ManifestFile") throw new FormatException($"S3DataType: got {input.S3DataType}; expected ManifestFile");
        var location = S3Location.Parse(input.S3Uri);
        using var answer = await s3.GetObjectAsync(
            new GetObjectRequest { BucketName = location.Bucket, Key = location.Key }, cancellationToken);
        using var bytes = new MemoryStream();
        await answer.ResponseStream.CopyToAsync(bytes, cancellationToken);
        return Manifest.Read(bytes.ToArray()).Keys;
    }
}
