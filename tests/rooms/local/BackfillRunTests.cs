using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.S3.Model;
using Spectre.Console;
using Vegetation.Core.Requests;
using Vegetation.Local.Cloud;
using Vegetation.Local.Demo;
using Vegetation.Local.Run;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Local;

/// <summary>Past weeks by the synthesized state machines, on a small part of the demonstration.</summary>
public sealed class BackfillRunTests(DemoCatalog catalog) : IClassFixture<DemoCatalog>, IDisposable
{
    readonly TemporaryFolder folder = new();
    readonly StringWriter said = new(), errors = new();

    public void Dispose() => folder.Dispose();

    Request Request()
    {
        var asked = DemoWorld.Request(catalog.Address);
        (asked["area"], asked["resolution"]) = (new JsonArray(11.3, 46.5, 11.4, 46.6), 160);
        foreach (var size in new[] { "jobs", "instancesPerJob" }) asked.Remove(size);
        asked["deadlineMinutes"] = 30; // one tile needs one instance
        return RequestReader.Read(JsonElement.Parse(asked.ToJsonString()), DateTimeOffset.UnixEpoch).OrThrow();
    }

    async Task<bool> Run(LocalCloud cloud, Request request, string weeks)
    {
        var run = new BackfillRun(AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(said) }), errors, cloud, folder["out"]);
        return (await run.Execute(WeekRange.TryParse(weeks)!.Value, request, CancellationToken.None)).Succeeded;
    }

    [Fact]
    public async Task Past_weeks_are_run_and_those_that_are_published_not_again()
    {
        var request = Request();
        await using var cloud = await LocalCloud.Start(RunCommand.OptionsFor(request, null, folder.Path), CancellationToken.None);
        Assert.True(await Run(cloud, request with { DryRun = true }, "2023-W48..2023-W49"));
        Assert.Contains(
            "2023-W48..2023-W49: 2 weeks to run, 0 published before. Estimated from 2 of them: ", Said(), StringComparison.Ordinal);
        Assert.DoesNotContain("USD", Said(), StringComparison.Ordinal); // here it costs nothing
        Assert.False(Directory.Exists(folder["out"]));

        Assert.True(await Run(cloud, request, "2023-W48..2023-W49")); // of which the first has no scenes
        Assert.Contains(
            "2023-W48..2023-W49: 1 published, 0 not promoted, 1 without scenes (2023-W48), 0 published before.", Said(),
            StringComparison.Ordinal);
        Assert.Contains(
            "ndvi-map_2023-W49.tif", Directory.GetFiles(folder["out"], "*.tif", SearchOption.AllDirectories).Select(Path.GetFileName));
        var ledgers = Directory.GetFiles(folder["out"], "ledger.json", SearchOption.AllDirectories)
            .Select(file => JsonNode.Parse(File.ReadAllText(file))!);
        var published = Assert.Single(ledgers, ledger => ledger["promise"] is not null);
        var promise = published["promise"]!;
        Assert.Contains(" were planned for deadlineMinutes 30.", (string?)published["message"], StringComparison.Ordinal);
        Assert.Equal(30, (int)promise["deadlineMinutes"]!);
        Assert.InRange((double)promise["plannedMinutes"]!, 3, 30); // of AWS's instances
        Assert.InRange((double)promise["measuredMinutes"]!, 0, 3); // of this machine's
        var archive = new ListObjectsV2Request { BucketName = S3Server.Bucket, Prefix = "archive/" };
        var week = Assert.Single((await cloud.S3.ListObjectsV2Async(archive)).S3Objects).Key;
        Assert.Matches("/ndvi/160m-rules-[0-9a-f]{8}/2023-W49[.]cells$", week);

        Assert.True(await Run(cloud, request, "2023-W49"));
        Assert.Contains("2023-W49: nothing to run; every week is published already.", Said(), StringComparison.Ordinal);
        Assert.Empty(errors.ToString());
    }

    /// <summary>What was said since the last time, unwrapped.</summary>
    string Said()
    {
        var text = said.ToString();
        said.GetStringBuilder().Clear();
        return text;
    }
}
