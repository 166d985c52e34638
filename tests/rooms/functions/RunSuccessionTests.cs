using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.S3.Model;
using Vegetation.Core.Archive;
using Vegetation.Core.Work;
using Vegetation.Functions;
using Vegetation.Functions.Storage;
using Vegetation.Products.Ledger;
using Vegetation.Products.Stac;
using Vegetation.Tests.Products.Index;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Functions;

/// <summary>What of several runs of one week is left: everything of one run.</summary>
public sealed class RunSuccessionTests(EmbeddedS3 s3) : WeeklyRunsTest(s3), IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>The runs that archive, table, item and pointer name.</summary>
    async Task<string[]> Holders()
    {
        var item = (await Keys(ArchiveSeries.AllMaps)).Single(key => key != MapCollection.Key);
        var table = await Store.Get(Assert.Single(await Keys(ArchiveSeries.AllTables)), default);
        await File.WriteAllBytesAsync(folder["cells.parquet"], table);
        return
        [
            RunOf(Encoding.UTF8.GetString(await Store.Get(Assert.Single(await Keys(ArchiveSeries.AllWeeks)), default)).Split('\n')[0]),
            RunOf(DuckDb.Metadata(folder["cells.parquet"])["vegetation"]),
            JsonElement.Parse(await Store.Get(item, default)).GetProperty("properties").GetProperty("vegetation:run").GetString()!,
            (await Store.GetJson(RunKeys.Latest, FunctionsJson.Default.PublishedRun, default)).RunId,
        ];
    }

    static string RunOf(string header) => JsonElement.Parse(header).GetProperty("runId").GetString()!;

    [Theory]
    [InlineData("maps/")]
    [InlineData("archive/")]
    [InlineData("series/")]
    [InlineData("latest.json")]
    public async Task Of_two_runs_of_a_week_at_once_all_is_of_one(string at)
    {
        var (first, _) = await Ready("2023-W49", 4000, name: "-first");
        var (second, _) = await Ready("2023-W49", 5000, name: "-second");
        using var client = S3.NewClient();
        var others = new Queue<RunOnS3>([second]);
        client.BeforeRequestEvent += (_, e) =>
        {
            // The second run from its start to its end, in the middle of the first.
            if (e is WebServiceRequestEventArgs { Request: PutObjectRequest put } && put.Key.StartsWith(at, StringComparison.Ordinal)
                && others.TryDequeue(out var other))
                Assert.Equal(Outcome.Published, Task.Run(other.Aggregate).GetAwaiter().GetResult().Outcome);
        };
        Assert.Equal(Outcome.Published, (await first.On(new ObjectStore(client, Store.Bucket)).Aggregate()).Outcome);
        Assert.Empty(others);
        Assert.Single((await Holders()).Distinct());
    }

    [Fact]
    public async Task Of_runs_of_two_weeks_at_once_the_collection_has_both_maps()
    {
        var (first, _) = await Ready("2023-W49", 4000, name: "-first");
        var (second, _) = await Ready("2023-W48", 5000, name: "-second");
        using var client = S3.NewClient();
        var others = new Queue<RunOnS3>([second]);
        client.BeforeRequestEvent += (_, e) =>
        {
            if (e is WebServiceRequestEventArgs { Request: PutObjectRequest { Key: MapCollection.Key } }
                && others.TryDequeue(out var other))
                Task.Run(other.Aggregate).GetAwaiter().GetResult();
        };
        await first.On(new ObjectStore(client, Store.Bucket)).Aggregate();
        var links = JsonElement.Parse(await Store.Get(MapCollection.Key, default)).GetProperty("links").EnumerateArray();
        Assert.Equal(2, links.Count(link => link.GetProperty("rel").GetString() == "item"));
    }

    [Fact]
    public async Task A_run_that_is_not_promoted_takes_the_place_of_no_other()
    {
        await Run("2023-W48", 4000, wide: true);
        var (good, _) = await Run("2023-W49", 4000, wide: true, name: "-good");
        var (_, output) = await Run("2023-W49", 5000, name: "-less");
        Assert.Equal(Outcome.NotPromoted, output.Outcome);
        var archived = (await Keys(ArchiveSeries.AllWeeks)).Single(key => key.Contains("2023-W49", StringComparison.Ordinal));
        Assert.Equal(
            good.Keys.RunId.ToString(), RunOf(Encoding.UTF8.GetString(await Store.Get(archived, default)).Split('\n')[0]));
        var item = (await Keys(ArchiveSeries.AllMaps)).Single(key => key.EndsWith("2023-W49.json", StringComparison.Ordinal));
        Assert.Contains("-good/products/", Encoding.UTF8.GetString(await Store.Get(item, default)), StringComparison.Ordinal);
    }
}
