using System.Security.Cryptography;
using System.Text;
using Vegetation.Core;
using Vegetation.Core.Work;
using Vegetation.Functions;
using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Aggregation.Collecting;
using Vegetation.Functions.Planning;
using Vegetation.Functions.Storage;

namespace Vegetation.Tests.Functions;

/// <summary>Files that were changed after their record: found by the aggregation, computed again by the next attempt.</summary>
public sealed class ChangedOutputTests(EmbeddedS3 s3) : IClassFixture<EmbeddedS3>, IAsyncLifetime
{
    static readonly string[] Units = [.. new[] { "33TWN", "33TXN", "33UWP", "33UXP" }.Select(tile => RunOnS3.Scene(tile).Id)];
    static int runs;

    readonly string name = $"changed-{Interlocked.Increment(ref runs)}";
    ObjectStore store = null!;
    RunOnS3 run = null!;
    string planDigest = "";

    public async Task InitializeAsync()
    {
        store = await s3.EmptyStore();
        var request = RunOnS3.SmallArea[..^1] + ",\"minimumProcessed\":0.7}";
        run = await RunOnS3.WithScenes(store, name, [.. Units.Select(unit => RunOnS3.Scene(unit[4..9]))], request);
        planDigest = (await run.Plan()).PlanDigest;
        foreach (var unit in Units) await run.Finish(unit, UnitStatus.Done);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    static readonly (string File, string Harm)[] Harms =
    [
        ("ndvi/{0}_ndvi.tif", "flipped"), ("items/{0}.json", "flipped"), ("contributions/{0}.json", "flipped"), // fault 51
        ("ndvi/{0}_ndvi.tif", "cut"), ("contributions/{0}.json", "gone"), ("records/{0}.json", "gone"), ("records/{0}.json", "flipped"),
    ];

    [Theory]
    [InlineData(0, 3)]
    [InlineData(3, 7)]
    public async Task Units_with_changed_files_are_computed_again_by_the_same_execution_and_the_products_are_the_same(int from, int to)
    {
        Assert.Equal("published", (await Aggregate(1)).Outcome);
        var undisturbed = await Products();
        var harmed = Units[..(to - from)];
        foreach (var (unit, (file, harm)) in harmed.Zip(Harms[from..to])) await Harm(Key(file, unit), harm);

        var output = await Aggregate(1);
        Assert.Equal(
            ("build-manifests", 1, planDigest, null, null),
            (output.Next, output.Attempt, output.PlanDigest, output.Cursor, output.Outcome));
        Assert.Equal(output, await Aggregate(1)); // as a retried function would

        var plan = await run.Plan(output.Attempt, output.PlanDigest, null!);
        Assert.Equal(("run-jobs", 2), (plan.Next, plan.Attempt));
        Assert.Equal(harmed, (await Task.WhenAll(plan.Jobs.Select(run.UnitsOf))).SelectMany(units => units).Order(StringComparer.Ordinal));
        foreach (var unit in harmed) await run.Finish(unit, UnitStatus.Done);
        plan = await run.Plan(2, plan.PlanDigest, [.. plan.Jobs.Select(job => new JobResult(job.Index, "succeeded", null))]);
        Assert.Equal(("aggregate", 2), (plan.Next, plan.Attempt));
        Assert.Equal("published", (await Aggregate(plan.Attempt)).Outcome);
        Assert.Equal(Core(undisturbed), Core(await Products()));
    }

    [Theory]
    [InlineData(ManifestBuilder.MaxAttempts)]
    [InlineData(null)] // nobody counts
    public async Task Without_an_attempt_left_the_unit_fails_and_the_next_start_computes_it(int? attempt)
    {
        await Harm(run.Keys.Contribution(Units[2]), "flipped");
        var output = await Aggregate(attempt);
        Assert.Equal(("published", 1, 3, null), (output.Outcome, output.Failed, output.Done, output.Next));
        var record = await store.GetJson(run.Keys.Record(Units[2]), CoreJson.Default.UnitRecord, default);
        Assert.Equal((UnitStatus.Failed, Reason.OutputChanged.Name, 1), (record.Status, record.Reason, record.Attempt));
        Assert.Equal([Units[2]], await run.UnitsOf(Assert.Single((await run.Plan()).Jobs)));
    }

    [Fact]
    public async Task A_run_whose_units_ended_otherwise_is_not_planned_again_and_their_records_stay()
    {
        (UnitStatus Status, string? Reason)[] ends =
            [(UnitStatus.Invalid, "grid"), (UnitStatus.Failed, Reason.AssetMissing.Name), (UnitStatus.NoData, null)];
        foreach (var (unit, end) in Units.Zip(ends)) await run.Finish(unit, end.Status, end.Reason);
        var before = await Records();
        Assert.Null((await Aggregate(1)).Next);
        Assert.Equal(before, await Records());
    }

    [Fact]
    public async Task A_record_that_a_worker_has_just_written_stays()
    {
        await Harm(run.Keys.Contribution(Units[0]), "flipped");
        var output = await run.Check(Units[0]);
        Assert.Equal(Reason.OutputChanged.Name, output.Record.Reason);
        await run.Finish(Units[0], UnitStatus.Done, value: 4000);
        await (await run.Reconciliation()).Replace(output, default);
        Assert.Equal(UnitStatus.Done, (await run.Check(Units[0])).Record.Status);
    }

    [Fact]
    public async Task A_flipped_byte_of_a_file_too_large_to_be_read_is_found_where_objects_are_hashed()
    {
        await run.LeaveOther(Units[0], OutputNames.Raster(Units[0], "ndvi"), new byte[3_000_000]);
        await Harm(run.Keys.Output + OutputNames.Raster(Units[0], "ndvi"), "flipped");
        Assert.Equal(UnitStatus.Done, (await run.Check(Units[0])).Record.Status);
        var output = await run.On(s3.Hashing(store.Bucket)).Check(Units[0]);
        Assert.Equal(Reason.OutputChanged.Name, output.Record.Reason);
    }

    [Fact]
    public async Task Bytes_that_decayed_below_the_bucket_are_found_by_their_checksum_and_computed_again()
    {
        string[] files = ["contributions/{0}.json", "records/{0}.json"];
        foreach (var (unit, file) in Units.Zip(files)) s3.Decay(store.Bucket, Key(file, unit));
        Assert.Equal("build-manifests", (await Aggregate(1)).Next);
        var jobs = (await run.Plan(1)).Jobs;
        Assert.Equal(Units[..2], (await Task.WhenAll(jobs.Select(run.UnitsOf))).SelectMany(units => units).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_record_that_decayed_is_none_and_a_choice_that_did_is_named()
    {
        s3.Decay(store.Bucket, run.Keys.Record(Units[3]));
        Assert.Equal([Units[3]], await run.UnitsOf(Assert.Single((await run.Plan(1)).Jobs)));
        s3.Decay(store.Bucket, run.Keys.Plan);
        Assert.Contains(
            run.Keys.Plan, (await Assert.ThrowsAsync<InvalidDataException>(() => run.Plan(1))).Message, StringComparison.Ordinal);
    }

    string Key(string file, string unit) =>
        run.Keys.Output + string.Format(System.Globalization.CultureInfo.InvariantCulture, file, unit);

    Task<AggregateOutputsOutput> Aggregate(int? attempt) => run.Aggregate(new AggregateOutputsInput(name, null, attempt, planDigest));

    async Task Harm(string key, string harm)
    {
        var content = await store.Get(key, default);
        content[content.Length / 2] ^= 1;
        if (harm == "gone") await s3.Delete(key, store.Bucket);
        else await store.Put(key, harm == "cut" ? content[1..] : content, "application/octet-stream", default);
    }

    async Task<string> Records() =>
        string.Join('\n', (await store.GetAll([.. (await store.List(run.Keys.Records, default)).Select(o => o.Key)],
        (key, content) => key + Encoding.UTF8.GetString(content), default)));

    async Task<List<string>> Products() => [.. await store.GetAll([.. (await store.List(run.Keys.Products, default)).Select(o => o.Key)],
        (key, content) => $"{key} {Convert.ToHexString(SHA256.HashData(content))}", default)];

    // Ledger and report tell of the jobs of each attempt.
    static IEnumerable<string> Core(IEnumerable<string> products) => products.Where(product =>
        !product.Contains("ledger.json", StringComparison.Ordinal) && !product.Contains("index.html", StringComparison.Ordinal));
}
