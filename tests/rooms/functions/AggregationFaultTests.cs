using System.Text;
using Amazon.Runtime;
using Amazon.S3.Model;
using Vegetation.Core.Work;
using Vegetation.Functions;
using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Storage;
using Vegetation.Local.Cloud;
using Vegetation.Products;

namespace Vegetation.Tests.Functions;

/// <summary>Faults 55, 60 and 68 as the functions meet them.</summary>
public sealed class AggregationFaultTests(EmbeddedS3 s3) : IClassFixture<EmbeddedS3>
{
    static readonly string[] Tiles = ["33UWP", "33UXP", "33TWN"];

    [Fact]
    public async Task Fault_55_a_run_whose_temporary_objects_have_expired_goes_on_from_its_records()
    {
        var (run, units) = await Planned(s3.Store, "expired");
        await run.Finish(units[0], UnitStatus.Done);
        foreach (var stored in await s3.Store.List(run.Keys.Root, default))
            if (RunKeys.IsTemporary(stored.Key)) await s3.Delete(stored.Key);
        var again = await run.Plan();
        Assert.Equal(("run-jobs", 2), (again.Next, again.Summary.Pending));
        Assert.DoesNotContain(units[0], (await Task.WhenAll(again.Jobs.Select(run.UnitsOf))).SelectMany(unit => unit));
        foreach (var unit in units[1..]) await run.Finish(unit, UnitStatus.Done);
        Assert.Equal("aggregate", (await run.Plan(1)).Next);
        Assert.Equal((3, 1.0), (await run.Aggregate()) is var output ? (output.Done, output.Processed) : default);
    }

    [Theory]
    [InlineData("/aggregation/")]
    [InlineData("/products/index.geojson")]
    [InlineData("/products/index.html")]
    [InlineData("latest.json")]
    public async Task Fault_60_an_aggregation_that_breaks_off_changes_no_published_run_and_is_run_again(string at)
    {
        var store = await s3.EmptyStore();
        await store.Put(RunKeys.Latest, "as it was"u8.ToArray(), "application/json", default);
        using var breaking = s3.NewClient();
        breaking.BeforeRequestEvent += (_, e) =>
        {
            var key = e is WebServiceRequestEventArgs { Request: PutObjectRequest put } ? "/" + put.Key : "";
            if (key.Contains(at, StringComparison.Ordinal)) throw new IOException("broken off");
        };
        var (run, units) = await Planned(new ObjectStore(breaking, store.Bucket), "broken");
        foreach (var unit in units) await run.Finish(unit, UnitStatus.Done);
        await Assert.ThrowsAnyAsync<Exception>(run.Aggregate);
        Assert.Equal("as it was", Encoding.UTF8.GetString(await store.Get(RunKeys.Latest, default)));
        Assert.Equal("published", (await run.On(store).Aggregate()).Outcome);
        Assert.Equal("broken", (await store.GetJson(RunKeys.Latest, FunctionsJson.Default.PublishedRun, default)).RunId);
    }

    [Fact]
    public async Task Fault_68_a_suspect_scene_is_counted_in_the_output_the_ledger_and_the_report()
    {
        var store = await s3.EmptyStore();
        var (run, units) = await Planned(store, "gated");
        await run.Finish(units[0], UnitStatus.Suspect, "quality");
        foreach (var unit in units[1..]) await run.Finish(unit, UnitStatus.Done);
        Assert.Equal((1, 2), (await run.Aggregate()) is var output ? (output.Suspect, output.Done) : default);
        var ledger = await store.GetJson(run.Keys.Product(ProductNames.LedgerJson), ProductsJson.Default.LedgerDocument, default);
        Assert.Equal((1, "quality"), (ledger.Counts.Suspect, ledger.Rows.Single(row => row.UnitId == units[0]).Reason));
        var report = Encoding.UTF8.GetString(await store.Get(run.Keys.Report, default));
        Assert.Matches("""\{"text":"suspect, quality[^"]*","count":1,"status":"suspect","reason":"quality"\}""", report);
    }

    static async Task<(RunOnS3 Run, string[] Units)> Planned(ObjectStore store, string name)
    {
        var run = await RunOnS3.WithScenes(store, name, [.. Tiles.Select(tile => RunOnS3.Scene(tile))], RunOnS3.SmallArea);
        await run.Plan();
        return (run, [.. Tiles.Select(tile => RunOnS3.Scene(tile).Id)]);
    }
}
