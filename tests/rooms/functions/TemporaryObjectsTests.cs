using Amazon.S3;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Vegetation.Core.Work;
using Vegetation.Functions.Storage;
using Vegetation.Local.Processes;

namespace Vegetation.Tests.Functions;

/// <summary>What only serves a run while it goes is marked as it is written, so that the bucket lets go of it later.</summary>
public sealed class TemporaryObjectsTests
{
    static readonly RunKeys Keys = new(new RunId("passing"));

    public static TheoryData<string, bool> Objects => new()
    {
        { Keys.SearchPage(new(1, 0, 1)), true },
        { Keys.Manifest(1, "001"), true },
        { Keys.JobResults(1), true },
        { Keys.Request, false },
        { Keys.Plan, false },
        { Keys.Unit("search"), false },
        { Keys.Record("attempts"), false },
        { Keys.Report, false },
        { RunKeys.Latest, false },
    };

    [Theory]
    [MemberData(nameof(Objects))]
    public async Task Search_pages_and_attempts_are_marked_and_nothing_else_is(string key, bool temporary)
    {
        Assert.Equal(temporary, RunKeys.IsTemporary(key));
        string? tags = null;
        await using var server = await LoopbackServer.Start(
            app => app.MapPut("/{**key}", (HttpRequest put) => { tags = put.Headers["x-amz-tagging"]; }), 0, default);
        using var client = new AmazonS3Client(
            "any", "any", new AmazonS3Config { ServiceURL = server.Address.ToString(), ForcePathStyle = true });
        await new ObjectStore(client, "bucket").Put(key, "{}"u8.ToArray(), "application/json", default);
        Assert.Equal(temporary ? "lifecycle=temporary" : "", tags ?? "");
    }
}
