using Vegetation.Functions.Storage;
using Vegetation.Local;
using Vegetation.Local.Cloud;
using Vegetation.Local.Processes;

namespace Vegetation.Tests.Functions;

/// <summary>One S3 server for all tests of the functions, as a process of its own; each test works below a run of its own.</summary>
public sealed class EmbeddedS3 : IAsyncLifetime
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("vegetation-s3-");
    S3Server? server;

    internal ObjectStore Store => new(server!.Client, S3Server.Bucket);

    public Uri Address => server!.Address;

    /// <summary>What a process of the functions needs to find it.</summary>
    public IReadOnlyDictionary<string, string> Environment => server!.ClientEnvironment;

    /// <summary>A bucket of its own.</summary>
    internal async Task<ObjectStore> EmptyStore()
    {
        var bucket = $"empty-{Guid.NewGuid():N}";
        await server!.Client.PutBucketAsync(bucket);
        return new ObjectStore(server.Client, bucket);
    }

    /// <summary>As ./run has it: every object is read and hashed.</summary>
    internal ObjectStore Hashing(string bucket) => new(server!.Client, bucket, hashObjects: true);

    /// <summary>Flips a bit of an object on the disk.</summary>
    public void Decay(string bucket, string key)
    {
        var path = Path.Combine(folder.FullName, "s3", "buckets", bucket, "objects", key);
        var data = Directory.GetFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + ".????????????.data").Single();
        var content = File.ReadAllBytes(data);
        content[content.Length / 2] ^= 1;
        File.WriteAllBytes(data, content);
    }

    /// <summary>What no function may do.</summary>
    public Task Delete(string key, string bucket = S3Server.Bucket) => server!.Client.DeleteObjectAsync(bucket, key);

    public async Task InitializeAsync()
    {
        var layout = Layout.Find();
        var node = await NodeRuntime.Find(layout.Root, CancellationToken.None);
        server = await S3Server.Start(layout, node, Path.Combine(folder.FullName, "s3"), folder.FullName, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await server!.DisposeAsync();
        folder.Delete(recursive: true);
    }
}

[CollectionDefinition(Name)]
public sealed class EmbeddedS3Collection : ICollectionFixture<EmbeddedS3>
{
    public const string Name = "embedded S3";
}
