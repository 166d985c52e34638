using Amazon.Runtime;
using Amazon.S3;
using Vegetation.Functions.Storage;
using Vegetation.Local;
using Vegetation.Local.Cloud;
using Vegetation.Local.Processes;

namespace Vegetation.Tests.Functions;

/// <summary>
/// A bucket of a class of tests; each test works below a run of its own. The server, a process of its own, is one for all classes that
/// run at the time.
/// </summary>
public sealed class EmbeddedS3 : IAsyncLifetime
{
    static readonly SemaphoreSlim Alone = new(1);
    static DirectoryInfo? folder;
    static S3Server? server;
    static int users;

    internal ObjectStore Store { get; private set; } = null!;

    public Uri Address => server!.Address;

    /// <summary>A client of its own, whose requests a test may watch.</summary>
    public AmazonS3Client NewClient() => new(
        new BasicAWSCredentials(Environment["AWS_ACCESS_KEY_ID"], S3Server.SecretKey), new AmazonS3Config
        {
            ServiceURL = Address.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-west-2",
        });

    /// <summary>What a process of the functions needs to find it.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string>(server!.ClientEnvironment) { ["BUCKET"] = Store.Bucket };

    /// <summary>A bucket of its own.</summary>
    internal async Task<ObjectStore> EmptyStore()
    {
        var bucket = $"empty-{Guid.NewGuid():N}";
        await server!.Client.PutBucketAsync(bucket);
        return new ObjectStore(server.Client, bucket);
    }

    /// <summary>As ./run has it: every object is read and hashed.</summary>
    internal ObjectStore Hashing(string bucket) => new(server!.Client, bucket, isOnThisMachine: true);

    /// <summary>Flips a bit of an object on the disk.</summary>
    public void Decay(string bucket, string key)
    {
        var path = Path.Combine(folder!.FullName, "s3", "buckets", bucket, "objects", key);
        var data = Directory.GetFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + ".????????????.data").Single();
        var content = File.ReadAllBytes(data);
        content[content.Length / 2] ^= 1;
        File.WriteAllBytes(data, content);
    }

    /// <summary>What no function may do.</summary>
    public Task Delete(string key, string? bucket = null) => server!.Client.DeleteObjectAsync(bucket ?? Store.Bucket, key);

    public async Task InitializeAsync()
    {
        await Alone.WaitAsync();
        try
        {
            if (users == 0) await StartServer();
            users++;
        }
        finally
        {
            Alone.Release();
        }
        Store = await EmptyStore();
    }

    public async Task DisposeAsync()
    {
        await Alone.WaitAsync();
        try
        {
            if (--users > 0) return;
            await server!.DisposeAsync();
            folder!.Delete(recursive: true);
        }
        finally
        {
            Alone.Release();
        }
    }

    static async Task StartServer()
    {
        var layout = Layout.Find();
        var node = await NodeRuntime.Find(layout.Root, CancellationToken.None);
        folder = Directory.CreateTempSubdirectory("vegetation-s3-");
        server = await S3Server.Start(layout, node, Path.Combine(folder.FullName, "s3"), folder.FullName, CancellationToken.None);
    }
}
