using System.Collections.Concurrent;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Vegetation.Local.Cloud;
using Vegetation.Local.Jobs;
using Vegetation.Local.Processes;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Local;

/// <summary>
/// Fault 41: a bucket that refuses files after the NDVI is written. A record goes up when all that it names is there, and not before.
/// </summary>
public sealed class OutputUploaderTests : IAsyncLifetime, IDisposable
{
    const string Ndvi = "ndvi/a_ndvi.tif", Item = "ndvi/a.json", Record = "records/a.json";

    readonly TemporaryFolder folder = new();
    readonly ConcurrentQueue<string> kept = new();
    readonly List<string> recorded = [];
    Func<string, bool> refuses = _ => false;
    LoopbackServer server = null!;
    AmazonS3Client client = null!;
    OutputUploader uploader = null!;

    public async Task InitializeAsync()
    {
        server = await LoopbackServer.Start(app => app.Run(Answer), 0, CancellationToken.None);
        client = new(new BasicAWSCredentials(S3Server.AccessKeyStart, S3Server.SecretKey), new AmazonS3Config
        {
            ServiceURL = server.Address.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-west-2",
        });
        foreach (var name in new[] { Ndvi, Item, Record })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
            File.WriteAllText(folder[name], name);
        }
        uploader = new(client, folder.Path, S3Location.Parse("s3://bucket/out"), (unit, _) => recorded.Add(unit));
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose()
    {
        client.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Fault_41_a_file_that_is_refused_at_first_is_sent_again_and_its_record_comes_last()
    {
        var refused = new ConcurrentDictionary<string, bool>();
        refuses = key => refused.TryAdd(key, true);
        await uploader.UploadNew(CancellationToken.None);
        Assert.Equal(3, refused.Count);
        Assert.Equal([Item, Ndvi, Record], kept.Order(StringComparer.Ordinal));
        Assert.Equal(Record, kept.Last());
        Assert.Equal(["a"], recorded);
    }

    [Fact]
    public async Task Fault_41_a_file_that_stays_refused_keeps_its_record_back_until_it_is_there()
    {
        refuses = key => key == Ndvi;
        await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => uploader.UploadNew(CancellationToken.None));
        Assert.DoesNotContain(Record, kept);
        Assert.Empty(recorded);

        refuses = _ => false;
        await uploader.UploadNew(CancellationToken.None);
        Assert.Contains(Ndvi, kept);
        Assert.Equal(Record, kept.Last());
        Assert.Equal(["a"], recorded);
    }

    async Task Answer(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        var key = context.Request.Path.Value!["/bucket/out/".Length..];
        context.Response.StatusCode = refuses(key) ? 503 : 200;
        if (context.Response.StatusCode == 200)
        {
            kept.Enqueue(key);
            context.Response.Headers.ETag = "\"1\"";
        }
        else await context.Response.WriteAsync("<Error><Code>SlowDown</Code><Message>again</Message></Error>");
    }
}
