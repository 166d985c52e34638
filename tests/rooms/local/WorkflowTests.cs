using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.S3;
using Vegetation.Core;
using Vegetation.Core.Work;
using Vegetation.Functions;
using Vegetation.Functions.Storage;
using Vegetation.Local;
using Vegetation.Local.Cloud;
using Vegetation.Local.Demo;
using Vegetation.Products;
using Vegetation.Products.Ledger;

namespace Vegetation.Tests.Local;

/// <summary>The synthesized state machine, the real functions and the real workers on the demonstration's scenes.</summary>
public sealed class WorkflowTests(DemoCatalog catalog) : IClassFixture<DemoCatalog>, IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("vegetation-workflow-");
    readonly ConcurrentQueue<CloudEvent> events = new();

    public void Dispose() => folder.Delete(recursive: true);

    LocalCloudOptions Options => LocalCloudOptions.Below(folder.FullName) with
    {
        FunctionEnvironment = new Dictionary<string, string> { ["ALLOW_LOOPBACK"] = "1" },
        WorkerEnvironment = new Dictionary<string, string> { ["ALLOW_LOOPBACK"] = "1" },
        RetryInterval = TimeSpan.FromMilliseconds(50),
    };

    /// <summary>All of the demonstration, by one job of two workers: each worker that starts costs more than its scenes.</summary>
    JsonObject Request
    {
        get
        {
            var request = DemoWorld.Request(catalog.Address);
            request["jobs"] = 1;
            return request;
        }
    }

    /// <summary>A small area where four tiles meet.</summary>
    static JsonObject Part(Uri catalog, int jobs)
    {
        var request = DemoWorld.Request(catalog);
        (request["area"], request["jobs"], request["instancesPerJob"]) = (new JsonArray(11.3, 46.8, 11.9, 47.1), jobs, 1);
        return request;
    }

    Task<ExecutionResult> Execute(LocalCloud cloud, JsonObject request, string name) =>
        cloud.Execute(request.ToJsonString(), name, events.Enqueue, CancellationToken.None);

    static ObjectStore Store(IAmazonS3 s3) => new(s3, S3Server.Bucket);

    static async Task<LedgerDocument> Ledger(LocalCloud cloud, string run) => await Store(cloud.S3).GetJson(
        new RunKeys(new RunId(run)).Product(ProductNames.LedgerJson), ProductsJson.Default.LedgerDocument, CancellationToken.None);

    IEnumerable<string?> States => events.OfType<StateEvent>().Where(e => e.Type == "StateEntered").Select(e => e.State);

    /// <summary>No key of the bucket and no signature of the catalog's links, in whatever a run leaves or tells.</summary>
    void RequireNoSecret()
    {
        string[] secrets = [S3Server.AccessKeyStart, S3Server.SecretKey, Canary, "X-Amz-", "AWS4-HMAC-SHA256", "Bearer "];
        var files = Directory.GetFiles(folder.FullName, "*", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(SignedFolder, StringComparison.Ordinal)).ToList();
        Assert.Contains(files, file => file.Contains("/products/index.html", StringComparison.Ordinal));
        Assert.Contains(files, file => file.EndsWith("/SearchScenes.log", StringComparison.Ordinal));
        var told = files.Select(file => (Where: file, What: Encoding.Latin1.GetString(File.ReadAllBytes(file))))
            .Append((Where: "messages", What: string.Join('\n', events))).ToList();
        Assert.Empty(
            from text in told from secret in secrets
            where text.What.Contains(secret, StringComparison.OrdinalIgnoreCase)
            select $"{secret} in {text.Where}");
    }

    const string Canary = "CANARY-SIGNATURE";

    string SignedFolder => Path.Combine(folder.FullName, "signed");

    // The demonstration's catalog, and beside every fourth item one whose links carry a signature, beside every fourth one with a user, as
    // other catalogs have them: they are refused.
    string SignedCatalog()
    {
        var items = Directory.CreateDirectory(Path.Combine(SignedFolder, "items")).FullName;
        var demonstration = Path.Combine(Layout.Find().RunFolder, "demo-tests");
        const string bucket = "sentinel-s2-l2a-cogs";
        Directory.CreateSymbolicLink(Path.Combine(SignedFolder, bucket), Path.Combine(demonstration, bucket));
        foreach (var (index, file) in Directory.GetFiles(Path.Combine(demonstration, "items")).Order(StringComparer.Ordinal).Index())
        {
            var item = File.ReadAllText(file);
            File.WriteAllText(Path.Combine(items, Path.GetFileName(file)), item);
            if (index % 4 > 1) continue;
            var odd = JsonNode.Parse(index % 4 == 0
                ? item.Replace(".tif\"", $".tif?X-Amz-Credential=me&X-Amz-Signature={Canary}\"", StringComparison.Ordinal)
                : item.Replace("http://", $"http://me:{Canary}@", StringComparison.Ordinal))!;
            odd["id"] = ((string)odd["id"]!).Replace("_0_L2A", "_1_L2A", StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(items, $"odd-{Path.GetFileName(file)}"), odd.ToJsonString());
        }
        return SignedFolder;
    }

    [Fact] // faults 51 and 64
    public async Task A_job_that_dies_is_salvaged_a_flipped_byte_is_computed_again_by_the_next_start_and_no_secret_is_left()
    {
        await using var signed = await StacServer.Start(SignedCatalog(), 0, CancellationToken.None);
        var request = Part(signed.Address, jobs: 2);
        request["zones"] = JsonNode.Parse(Zones);
        await Salvage(request, "salvaged");
        RequireZones();
        var whole = Outputs();
        string[] units = [.. Stored("_ndvi.tif").Select(file => Path.GetFileName(file).Split("_ndvi")[0]).Take(4)];
        string[] files =
            [$"ndvi/{units[0]}_ndvi.tif", $"items/{units[1]}.json", $"contributions/{units[2]}.json", $"qa/{units[3]}_qa.tif"];
        foreach (var file in files) Flip(Stored(file).Single());
        RequireNoSecret();

        events.Clear();
        await using (var again = await LocalCloud.Start(Options, CancellationToken.None))
        {
            var result = await Execute(again, request, "salvaged");
            Assert.True(result.Succeeded, $"{result.Error}: {result.Cause}");
        }
        RequireNoSecret();
        Assert.Equal(units, events.OfType<UnitRecorded>().Select(e => e.UnitId).Order(StringComparer.Ordinal)); // and nothing else is
        Assert.Equal(whole, Outputs());
    }

    /// <summary>The area in two halves along a crooked line, and a box around them, over the corner of four tiles.</summary>
    const string Zones = """
        {"features":{"type":"FeatureCollection","features":[
        {"properties":{"id":"west"},"geometry":{"type":"Polygon","coordinates":[[[11.3,46.8],[11.55,46.8],[11.71,47.0],[11.6,47.1],[11.3,47.1],[11.3,46.8]]]}},
        {"properties":{"id":"east"},"geometry":{"type":"Polygon","coordinates":[[[11.55,46.8],[11.9,46.8],[11.9,47.1],[11.6,47.1],[11.71,47.0],[11.55,46.8]]]}},
        {"properties":{"id":"both"},"geometry":{"type":"Polygon","coordinates":[[[11.3,46.8],[11.55,46.8],[11.9,46.8],[11.9,47.1],[11.6,47.1],[11.3,47.1],[11.3,46.8]]]}}]}}
        """;

    /// <summary>Halves add up to the whole, through tiles, jobs and attempts.</summary>
    void RequireZones()
    {
        var zones = JsonElement.Parse(File.ReadAllBytes(Stored("ndvi-zones_2023-W49.json").Single())).EnumerateArray()
            .Select(zone => zone.GetProperty("data")[0].GetProperty("outputs").GetProperty("ndvi").GetProperty("bands").GetProperty("B0")
                .GetProperty("stats")).ToList();
        foreach (var figure in new[] { "sampleCount", "noDataCount" })
            Assert.Equal(Of(2, figure), Of(0, figure) + Of(1, figure));
        Assert.InRange(Of(0, "sampleCount") - Of(0, "noDataCount"), 10_000, 100_000); // pixels of the demonstration have 100 m

        long Of(int zone, string figure) => zones[zone].GetProperty(figure).GetInt64();
    }

    /// <summary>The first job is refused once, and the first worker killed.</summary>
    async Task Salvage(JsonObject request, string name)
    {
        var (refused, killed) = (0, 0);
        var options = Options with
        {
            RefuseJob = _ => Interlocked.Increment(ref refused) == 1
                ? new TaskError("SageMaker.AmazonSageMakerException", "Rate exceeded") : null,
        };
        await using var cloud = await LocalCloud.Start(options, CancellationToken.None);
        var result = await cloud.Execute(request.ToJsonString(), name, happened =>
        {
            events.Enqueue(happened);
            if (happened is InstanceStarted instance && Interlocked.Increment(ref killed) == 1) Kill(instance.ProcessId);
        }, CancellationToken.None);

        Assert.True(result.Succeeded, $"{result.Error}: {result.Cause}");
        RequireAnnounced(result, name);
        Assert.Equal(2, events.OfType<JobEnded>().Count(j => j.Job.Contains("-a1-", StringComparison.Ordinal)));
        Assert.Single(events.OfType<JobEnded>(), j => j.Failure is not null);
        Assert.Contains("Job failed", States);
        Assert.Contains(events.OfType<JobStarted>(), j => j.Job.Contains("-a2-", StringComparison.Ordinal));
        var ledger = await Ledger(cloud, name);
        Assert.DoesNotContain(ledger.Rows, r => r.Reason == Reason.NoRecord.Name);
        Assert.Contains(ledger.Rows, r => r is { Attempt: 2, Status: UnitStatus.Done });
        Assert.Equal(["failed", "succeeded"], ledger.Attempts[0].Jobs.Select(j => j.Status).Order());
    }

    void RequireAnnounced(ExecutionResult result, string name)
    {
        Assert.Equal("published", result.Output!.Value.GetProperty("outcome").GetString());
        Assert.InRange(result.LargestPayloadBytes, 1, 32 * 1024);
        Assert.Contains("Published", States);
        var detail = Assert.Single(events.OfType<Announced>()).Entry.GetProperty("Detail");
        Assert.Equal((name, result.Output.Value.ToString()), (detail.GetProperty("runId").GetString(), detail.ToString()));
        Assert.Equal("2023-W49", detail.GetProperty("week").GetString());
    }

    [Fact]
    public async Task Functions_that_die_each_time_end_the_run_by_the_name_of_that()
    {
        var environment = new Dictionary<string, string>(Options.FunctionEnvironment) { ["DOTNET_GCHeapHardLimit"] = "1000" }; // no room
        await using var cloud = await LocalCloud.Start(Options with { FunctionEnvironment = environment }, CancellationToken.None);
        var result = await Execute(cloud, Request, "dying");
        Assert.Equal((false, "Runtime.ExitError"), (result.Succeeded, result.Error));
        Assert.Contains("SearchScenes: Runtime exited with error: exit status", result.Cause, StringComparison.Ordinal);
    }

    /// <summary>Where objects lie whose key ends so.</summary>
    IEnumerable<string> Stored(string end) => Directory.GetFiles(Options.StorageFolder, "*.data", SearchOption.AllDirectories)
        .Where(file => file[..^".0123456789ab.data".Length].EndsWith(end, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>NDVI files, items, cells and the map, by the SHA-256 of each.</summary>
    List<string> Outputs() =>
    [
        .. new[] { "_ndvi.tif", "_ndvi.json", "_ndvi.png", "_L2A.json", "ndvi-map_2023-W49.tif" }.SelectMany(Stored)
            .Where(file => !file.Contains("/records/", StringComparison.Ordinal)) // hold times
            .Select(file => $"{file[..^".0123456789ab.data".Length]} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"),
    ];

    static void Flip(string file)
    {
        var content = File.ReadAllBytes(file);
        content[content.Length / 2] ^= 1;
        File.WriteAllBytes(file, content);
    }

    [Fact]
    public async Task A_week_without_scenes_is_a_success_and_an_invalid_request_a_failure_that_names_the_field()
    {
        await using var cloud = await LocalCloud.Start(Options, CancellationToken.None);
        var empty = Request;
        (empty["from"], empty["to"]) = ("2019-01-07", "2019-01-14");
        var nothing = await Execute(cloud, empty, "empty");
        Assert.Equal((true, "no-scenes"), (nothing.Succeeded, nothing.Output!.Value.GetProperty("outcome").GetString()));
        Assert.Contains("No scenes", States);

        var wrong = Request;
        wrong["jobs"] = 0;
        var refused = await Execute(cloud, wrong, "wrong");
        Assert.Equal((false, "InvalidRequest"), (refused.Succeeded, refused.Error));
        Assert.Contains("jobs", refused.Cause, StringComparison.Ordinal);
    }

    static void Kill(int processId)
    {
        using var process = Process.GetProcessById(processId);
        process.Kill();
    }
}
