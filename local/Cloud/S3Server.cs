using System.Diagnostics;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Vegetation.Local.Processes;

namespace Vegetation.Local.Cloud;

/// <summary>
/// A line of the bucket's server: its port once it is up, or an error of the file system; neither while it reads its folder.
/// </summary>
sealed record ServerLine(int? Port, string? Failure);

/// <summary>The bucket on this machine. Its objects stay in the storage folder when it ends.</summary>
internal sealed class S3Server : IAsyncDisposable
{
    public const string Bucket = "vegetation";

    // The server checks the access key but no signature. These words occur nowhere else, so that a search finds every place they leak to.
    public const string AccessKeyStart = "LOCALACCESSKEY", SecretKey = "local-secret-key";

    /// <summary>The longest time without a line. Reading a folder with many objects takes minutes, but it reports progress.</summary>
    static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    readonly ChildProcess process;

    S3Server(ChildProcess process, Uri address, string accessKey, Task<string> failure)
    {
        (this.process, Address, AccessKey, Failure) = (process, address, accessKey, failure);
        Client = new AmazonS3Client(new BasicAWSCredentials(AccessKey, SecretKey), new AmazonS3Config
        {
            ServiceURL = address.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-west-2",
        });
    }

    public Uri Address { get; }

    /// <summary>Valid for this server only: new at each start.</summary>
    public string AccessKey { get; }

    /// <summary>Completes with the reason once the bucket is unusable: the server ended, or the file system returned an error.</summary>
    public Task<string> Failure { get; }

    public IAmazonS3 Client { get; }

    /// <summary>The environment with which a program finds this bucket as it would one in an account.</summary>
    public IReadOnlyDictionary<string, string> ClientEnvironment => new Dictionary<string, string>
    {
        ["AWS_ENDPOINT_URL_S3"] = Address.ToString(),
        ["AWS_REGION"] = "us-west-2",
        ["AWS_ACCESS_KEY_ID"] = AccessKey,
        ["AWS_SECRET_ACCESS_KEY"] = SecretKey,
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["BUCKET"] = Bucket,
    };

    /// <exception cref="LocalException">the server did not start.</exception>
    public static async Task<S3Server> Start(
        Layout layout, NodeRuntime node, string storageFolder, string logFolder, CancellationToken cancellationToken)
    {
        var up = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var failure = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var accessKey = AccessKeyStart + Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        var log = Path.Combine(logFolder, "s3.log");
        var lastLine = Stopwatch.GetTimestamp();
        var process = node.Start(layout.Script("s3.mjs"), [storageFolder, Bucket], ("ACCESS_KEY", accessKey), line =>
        {
            Interlocked.Exchange(ref lastLine, Stopwatch.GetTimestamp());
            var said = LocalJson.Line(line, LocalJson.Default.ServerLine);
            if (said?.Port is { } port) up.TrySetResult(port);
            if (said?.Failure is { } refused) failure.TrySetResult($"{refused} (log: {log})");
        }, log);
        _ = process.Exit.ContinueWith(
            exit => failure.TrySetResult($"its server ended with exit code {exit.Result}: {process.Tail} (log: {log})"),
            TaskScheduler.Default);
        try
        {
            var first = Task.WhenAny(up.Task, failure.Task);
            while (!first.IsCompleted)
            {
                var left = StartLimit - Stopwatch.GetElapsedTime(Interlocked.Read(ref lastLine));
                if (left <= TimeSpan.Zero)
                    throw new LocalException(
                        Unusable(storageFolder, $"its server did not respond within {(int)StartLimit.TotalSeconds} s (log: {log})"));
                await Task.WhenAny(first, Task.Delay(left, cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
            }
            if (await first == failure.Task) throw new LocalException(Unusable(storageFolder, await failure.Task));
            return new S3Server(process, new Uri($"http://127.0.0.1:{await up.Task}"), accessKey, failure.Task);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>A line for people.</summary>
    public static string Unusable(string storageFolder, string reason) =>
        $"The bucket in {storageFolder} cannot be used: {reason}. Free disk space, or fix what the message names. {LocalException.Resume}";

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await process.DisposeAsync();
    }
}
