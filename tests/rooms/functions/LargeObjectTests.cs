using System.Text.Json;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Vegetation.Core;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Aggregation.Collecting;
using Vegetation.Functions.Aggregation.Publishing;
using Vegetation.Functions.Storage;
using Vegetation.Local.Cloud;
using Vegetation.Local.Processes;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Functions;

/// <summary>
/// Objects that nobody can hold: a server says that all but the small ones have a terabyte, sends a megabyte of them and breaks off, so
/// that who reads them fails.
/// </summary>
public sealed class LargeObjectTests : IAsyncLifetime
{
    const long Terabyte = 1L << 40;
    const string ETag = "\"0123456789abcdef0123456789abcdef-1\""; // as of an upload in parts: no hash of the object

    static readonly RunKeys Keys = new(new RunId("large"));
    static readonly string Unit = RunOnS3.Scene("33UXP").Id;

    readonly Dictionary<string, byte[]> small = [];
    LoopbackServer server = null!;
    AmazonS3Client client = null!;

    ObjectStore Store => new(client, "bucket");

    [Fact]
    public async Task An_object_is_not_read_before_its_length_is_known() // a false record with a large object must not exhaust a function
    {
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => Store.TryGet("any", default));
        Assert.Equal("s3://bucket/any has 1099511627776 bytes; expected at most 268435456", error.Message);
        Assert.Equal(new ObjectContent(Terabyte, null, ETag), await Store.TryGetUpTo("any", 10, default));
        using var folder = new TemporaryFolder();
        Assert.Equal("has 1099511627776 bytes; expected at most 10", await Store.GetFile("any", folder["file"], 10, default));
    }

    [Fact]
    public async Task A_record_says_how_much_of_a_file_is_read_at_most()
    {
        Keep(new OutputFile(OutputNames.Contribution(Unit), 10, new('0', 64)));
        var output = await Check();
        Assert.Equal(
            (Reason.OutputChanged.Name, $"contributions/{Unit}.json has 1099511627776 bytes; expected 10 as recorded"),
            (output.Record.Reason, output.Record.Detail));
    }

    [Fact]
    public async Task A_record_that_says_that_a_document_is_large_is_not_followed()
    {
        Keep(new OutputFile(OutputNames.Contribution(Unit), Terabyte, new('0', 64)));
        var output = await Check();
        Assert.Equal(
            (Reason.UnusableFile.Name, $"contributions/{Unit}.json is recorded with 1099511627776 bytes; expected at most 33554432"),
            (output.Record.Reason, output.Record.Detail));
    }

    [Fact]
    public async Task A_large_record_is_none()
    {
        small.Remove(Keys.Record(Unit));
        Assert.Equal(Reason.NoRecord.Name, (await Check()).Record.Reason);
    }

    [Theory]
    [InlineData("ndvi/S2A_60KWF_20231205_0_L2A_ndvi.tif")]
    [InlineData("evi2/S2A_33UXP_20231205_0_L2A_evi2.tif")] // an index that the unit does not have
    [InlineData("contributions/../../../other")]
    [InlineData("cells/S2A_33UXP_20231205_0_L2A_ndvi.json")] // as earlier versions left them
    public async Task A_record_that_names_files_of_others_is_none(string name)
    {
        Keep(new OutputFile(OutputNames.Contribution(Unit), 10, new('0', 64)), new OutputFile(name, 10, new('0', 64)));
        Assert.Equal(Reason.NoRecord.Name, (await Check()).Record.Reason);
    }

    [Fact]
    public async Task A_large_pointer_is_as_good_as_none() =>
        Assert.Null(await new PublishedRuns(Store).Before(new("a", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "", ""), default));

    Task<UnitOutput> Check()
    {
        using var asked = JsonDocument.Parse("{}");
        var request = RequestReader.Read(asked.RootElement, DateTimeOffset.UnixEpoch).OrThrow();
        return new Reconciliation(Store, Keys, request).Check(new(Unit, 1, ""), default);
    }

    void Keep(params OutputFile[] files) => small[Keys.Record(Unit)] = JsonSerializer.SerializeToUtf8Bytes(
        new UnitRecord { UnitId = Unit, RunId = "large", Attempt = 1, Tile = "33UXP", Status = UnitStatus.NoData, Files = files },
        CoreJson.Default.UnitRecord);

    public async Task InitializeAsync()
    {
        small[Keys.Unit(Unit)] = JsonSerializer.SerializeToUtf8Bytes(
            new WorkUnit(Unit, "large", RunOnS3.Scene("33UXP"), new UnitMask([0], 0), [], 200), CoreJson.Default.WorkUnit);
        server = await LoopbackServer.Start(app => app.Run(Answer), 0, CancellationToken.None);
        client = new(new BasicAWSCredentials(S3Server.AccessKeyStart, S3Server.SecretKey), new AmazonS3Config
        {
            ServiceURL = server.Address.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-west-2", MaxErrorRetry = 0,
        });
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
    }

    async Task Answer(HttpContext context)
    {
        var key = context.Request.Path.Value!["/bucket/".Length..];
        var content = small.GetValueOrDefault(key);
        (context.Response.Headers.ETag, context.Response.ContentLength) = (ETag, content?.Length ?? Terabyte);
        if (HttpMethods.IsHead(context.Request.Method)) return;
        await context.Response.Body.WriteAsync(content ?? new byte[1 << 20]);
        if (content is not null) return;
        // until the other side has left
        await Task.Delay(TimeSpan.FromSeconds(2), context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        context.Abort();
    }
}
