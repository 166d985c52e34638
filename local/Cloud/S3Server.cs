using System.Text.Json;
using Amazon.Runtime;
using Amazon.S3;
using Vegetation.Local.Processes;

namespace Vegetation.Local.Cloud;

/// <summary>The bucket on this machine. Its objects stay in the storage folder when it ends.</summary>
public sealed class S3Server : IAsyncDisposable
{
    public const string Bucket = "vegetation";

    // The server checks no signature. These are words that are found nowhere else, so that a scan finds them wherever they are told.
    public const string AccessKey = "LOCALACCESSKEY", SecretKey = "local-secret-key";

    static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60); // a folder with many objects is read at the start

    readonly ChildProcess process;

    S3Server(ChildProcess process, Uri address)
    {
        (this.process, Address) = (process, address);
        Client = new AmazonS3Client(new BasicAWSCredentials(AccessKey, SecretKey), new AmazonS3Config
        {
            ServiceURL = address.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-west-2",
        });
    }

    public Uri Address { get; }

    public IAmazonS3 Client { get; }

    /// <summary>What a program needs to find this bucket as it finds one in an account.</summary>
    public IReadOnlyDictionary<string, string> ClientEnvironment => new Dictionary<string, string>
    {
        ["AWS_ENDPOINT_URL_S3"] = Address.ToString(),
        ["AWS_REGION"] = "us-west-2",
        ["AWS_ACCESS_KEY_ID"] = AccessKey,
        ["AWS_SECRET_ACCESS_KEY"] = SecretKey,
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["BUCKET"] = Bucket,
    };

    /// <exception cref="LocalException">the server did not come up.</exception>
    public static async Task<S3Server> Start(Layout layout, NodeRuntime node, string storageFolder, string logFolder, CancellationToken ct)
    {
        var up = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = node.Start(layout.Script("s3.mjs"), [storageFolder, Bucket], line => up.TrySetResult(line), Path.Combine(logFolder, "s3.log"));
        try
        {
            if (await Task.WhenAny(up.Task, process.Exit).WaitAsync(StartLimit, ct) != up.Task)
                throw new LocalException($"the S3 server ended at its start: {process.Tail}");
            using var answer = JsonDocument.Parse(await up.Task);
            return new S3Server(process, new Uri($"http://127.0.0.1:{answer.RootElement.GetProperty("port").GetInt32()}"));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await process.DisposeAsync();
    }
}
