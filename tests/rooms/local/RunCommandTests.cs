using System.Diagnostics;
using System.Text.Json;
using Vegetation.Core.Work;
using Vegetation.Functions.Storage;
using Vegetation.Local;
using Vegetation.Local.Cloud;
using Vegetation.Local.Demo;
using Vegetation.Local.Processes;
using Vegetation.Products;
using Vegetation.Tests.Frozen;
using Xunit.Abstractions;

namespace Vegetation.Tests.Local;

/// <summary>./run as a person uses it: a process, its output, signals and exit codes.</summary>
public sealed class RunCommandTests(ITestOutputHelper output) : IDisposable
{
    readonly RunProcess run = new();

    public void Dispose() => run.Dispose();

    [Fact] // faults 41 and 55
    public async Task Interrupted_or_without_its_bucket_it_leaves_no_process_behind_and_typed_again_leaves_what_is_pinned()
    {
        await using var catalog = await Pinned.StartCatalog();
        var request = Path.Combine(run.Folder, "request.json");
        var asked = DemoWorld.Request(catalog.Address);
        asked["instancesPerJob"] = 1; // each worker that starts costs more than its scenes
        await File.WriteAllTextAsync(request, asked.ToJsonString());
        var zones = Path.Combine(run.Folder, "zones.geojson");
        await File.WriteAllTextAsync(zones, Zones);
        string[] arguments = ["--request", request, "--zones", zones];

        foreach (var signal in new[] { "INT", "TERM" })
        {
            var (interrupted, said, _) = await run.Run(
                arguments, "Run jobs", process => Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExit());
            Assert.Equal(130, interrupted);
            Assert.Contains("the same command resumes", said, StringComparison.Ordinal);
            Assert.Empty(run.Descendants());
        }

        run.RequireOneLine(
            await run.Run(arguments, "Run jobs", _ => run.Kill("s3.mjs")), "its server ended with exit code 137", "s3.log");

        var second = "";
        var (whole, report, _) = await run.Run(
            arguments, "Aggregate outputs", _ => second = run.Run(arguments).Result.Errors);
        Assert.True(whole == 0, report);
        Assert.Contains("Another ./run is using", second, StringComparison.Ordinal);
        Assert.Empty(run.Descendants());
        var stored = Directory.GetFiles(run.Folder, "*.data", SearchOption.AllDirectories);
        Assert.Equal(12, stored.Count(f => f.Contains("/units/", StringComparison.Ordinal)));
        Assert.Equal(12, stored.Count(f => f.Contains("/output/records/", StringComparison.Ordinal)));
        var page = report[(report.LastIndexOf("Report: ", StringComparison.Ordinal) + "Report: ".Length)..].Trim();
        Assert.True(File.Exists(page), page);
        Assert.Contains($"Zones: {Path.GetDirectoryName(page)}/ndvi-zones_2023-W49.csv", report, StringComparison.Ordinal);
        Assert.Matches(@"tiles observed *│ *[\d,]+ km², \d+ %", report);
        Assert.Matches(@"tiles clear *│ *[\d,]+ km², \d+ %", report);
        Assert.Matches(@"mean NDVI \(map\) *│ *0\.\d{3}", report);
        Assert.DoesNotContain('\r', report);
        Assert.DoesNotContain('\e', report);
        Assert.Equal(11, Directory.GetFiles(Path.Combine(page, "../../output/ndvi"), "*_ndvi.tif").Length);
        Assert.Equal(
            3, Directory.GetFiles(Path.Combine(page, "../../../../climatology"), "W*-around-1.tif", SearchOption.AllDirectories).Length);
        var published = new PublishedFolder(Path.GetDirectoryName(page)!);
        published.RequireAll(scenes: 11, tiles: 13);
        published.RequireGenerated();
        new UsersGuide(Path.GetFullPath(Path.Combine(page, "../..")), zone: "bz").RunAll();
        RequireRows(Path.Combine(page, "..", ProductNames.LedgerJson));
        await RequirePinned();
    }

    static void RequireRows(string ledger)
    {
        var document = JsonSerializer.Deserialize(File.ReadAllText(ledger), ProductsJson.Default.LedgerDocument)!;
        Assert.Null(document.Cost); // nobody pays for it
        var rows = document.Rows;
        Assert.Equal("asset-missing", Assert.Single(rows, r => r.Status is UnitStatus.Failed or UnitStatus.Invalid).Reason);
        Assert.Equal(rows.Count, rows.Select(r => r.Tile).Distinct().Count());
        Assert.Contains(rows, r => r is { BoaOffset: 0, BoaOffsetBasis: "flag" });
        Assert.Contains(rows, r => r.BoaOffset == -1000);
    }

    async Task RequirePinned()
    {
        var (layout, stop) = (Layout.Find(), CancellationToken.None);
        var node = await NodeRuntime.Find(layout.Root, stop);
        await using var s3 = await S3Server.Start(layout, node, Path.Combine(run.Folder, "s3"), run.Folder, stop);
        if (await Pinned.Require(new ObjectStore(s3.Client, S3Server.Bucket)) is { } notCompared) output.WriteLine(notCompared);
    }

    /// <summary>Three zones in the demonstration, one of which has no pixel.</summary>
    const string Zones = """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"id":"bz","name":"Around Bolzano"},"geometry":{"type":"Polygon","coordinates":[[[11.2,46.4],[11.5,46.4],[11.5,46.6],[11.2,46.6],[11.2,46.4]]]}},
        {"type":"Feature","properties":{"id":"lz"},"geometry":{"type":"Polygon","coordinates":[[[12.7,46.8],[12.9,46.8],[12.8,46.9],[12.7,46.8]]]}},
        {"type":"Feature","properties":{"id":"far"},"geometry":{"type":"Polygon","coordinates":[[[2,46],[3,46],[3,47],[2,46]]]}}]}
        """;

    [Theory]
    [InlineData("--catalogue", "--catalogue")]
    [InlineData("--from=yesterday", "2023-12-04")]
    [InlineData("--area=1,2,3", "./run --area")]
    [InlineData("--request=/nowhere.json", "/nowhere.json")]
    [InlineData("--from=2024-06-03", "./run --area 11,46,12,47 --from 2024-06-03")]
    public async Task A_wrong_argument_gets_one_line_that_says_what_to_type(string argument, string said)
    {
        var (code, output, _) = await run.Run([argument]);
        Assert.Equal(2, code);
        Assert.Contains(said, Assert.Single(output.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unreachable_catalog_fails_with_its_address()
    {
        var (code, output, _) = await run.Run(["--catalog", "http://127.0.0.1:9/v1", "--area", "11,46,12,47"]);
        Assert.Equal(1, code);
        Assert.Contains("http://127.0.0.1:9/v1", output, StringComparison.Ordinal);
        Assert.Contains("CatalogUnavailable", output, StringComparison.Ordinal);
        Assert.Contains("Type the same command again", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_only_a_function_can_refuse_is_a_wrong_argument_too_which_typing_it_again_does_not_mend()
    {
        var request = Path.Combine(run.Folder, "request.json");
        await File.WriteAllTextAsync(
            request, """{"area":[11,46,12,47],"catalogs":["http://127.0.0.1:9/v1"],"zones":{"key":"zones/none.geojson"}}""");
        var (code, output, _) = await run.Run(["--request", request]);
        Assert.Equal(2, code);
        Assert.Contains("InvalidRequest", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Type the same command again", output, StringComparison.Ordinal);
    }
}
