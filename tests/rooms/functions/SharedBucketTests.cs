using System.Security.Cryptography;
using Vegetation.Core;
using Vegetation.Core.Work;
using Vegetation.Functions;
using Vegetation.Tests.Worker;

namespace Vegetation.Tests.Functions;

/// <summary>Faults 42 to 44 in the bucket: what is written twice, or by another run, with real workers.</summary>
public sealed class SharedBucketTests(EmbeddedS3 s3) : IClassFixture<EmbeddedS3>, IAsyncLifetime
{
    static readonly TestScene Pixels = TestScene.Random(120, 80).WithClouds();

    RangeServer server = null!;

    public async Task InitializeAsync() => server = await RangeServer.Start();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Fault_42_outputs_without_their_record_are_computed_again_to_the_same_bytes()
    {
        var run = await Planned("no-record");
        await Work(run, file => !file.StartsWith("records/", StringComparison.Ordinal)); // the record's upload failed
        var before = await Outputs(run);
        Assert.Equal([[TestScene.Id]], await Task.WhenAll((await run.Plan(1)).Jobs.Select(run.UnitsOf)));
        await Work(run, _ => true);
        var after = await Outputs(run);
        Assert.Equal(before, WithoutRecords(after));
        Assert.Equal(before.Count + 1, after.Count);
        Assert.Equal((1, 1), await Counts(run));
    }

    [Fact]
    public async Task Fault_43_two_workers_with_the_same_unit_are_one_output()
    {
        var run = await Planned("twice");
        using var first = await Worker(run);
        using var second = await Worker(run);
        Assert.All(await Task.WhenAll(Task.Run(first.Run), Task.Run(second.Run)), end => Assert.Equal(0, end.Code));
        await Upload(run, first, file => !file.StartsWith("records/", StringComparison.Ordinal));
        await Upload(run, second, _ => true);
        var one = await Outputs(run);
        await Upload(run, first, _ => true); // the slower one's record replaces the other's
        Assert.Equal(WithoutRecords(one), WithoutRecords(await Outputs(run)));
        Assert.Equal((1, 1), await Counts(run));
    }

    [Fact]
    public async Task Fault_44_another_configuration_is_another_run_and_touches_none_of_its_files()
    {
        var narrow = await Planned("narrow", ",\"mask\":{\"dilationPixels\":0}");
        await Work(narrow, _ => true);
        var before = await Outputs(narrow);
        var wide = await Planned("wide", ",\"mask\":{\"dilationPixels\":5}");
        await Work(wide, _ => true);
        Assert.Equal(before, await Outputs(narrow));
        Assert.All((await Outputs(wide)).Keys, key => Assert.StartsWith("runs/wide/", key, StringComparison.Ordinal));
        var ndvi = OutputNames.Raster(TestScene.Id, "ndvi");
        Assert.NotEqual(before[narrow.Keys.Output + ndvi], (await Outputs(wide))[wide.Keys.Output + ndvi]);
        Assert.Equal("wide", (await s3.Store.GetJson(wide.Keys.Record(TestScene.Id), CoreJson.Default.UnitRecord, default)).RunId);
        Assert.Equal((1, 1), await Counts(narrow));
    }

    /// <summary>A run of the scene's tile alone: the map of the Earth takes more time than the rest.</summary>
    async Task<RunOnS3> Planned(string name, string fields = "")
    {
        var run = await RunOnS3.WithScenes(s3.Store, name, [server.Serve(Pixels).Scene], $$"""{"area":[11,46,11.5,46.5]{{fields}}}""");
        await run.Plan();
        return run;
    }

    async Task Work(RunOnS3 run, Func<string, bool> arrives)
    {
        using var worker = await Worker(run);
        Assert.Equal(0, worker.Run().Code);
        await Upload(run, worker, arrives);
    }

    async Task<WorkerRun> Worker(RunOnS3 run)
    {
        var worker = new WorkerRun();
        worker.Add(await s3.Store.GetJson(run.Keys.Unit(TestScene.Id), CoreJson.Default.WorkUnit, default));
        return worker;
    }

    async Task Upload(RunOnS3 run, WorkerRun worker, Func<string, bool> arrives)
    {
        foreach (var name in worker.Files().Keys.Where(arrives))
        {
            var content = await File.ReadAllBytesAsync(worker.Output(name));
            await s3.Store.Put(run.Keys.Output + name, content, "application/octet-stream", default);
        }
    }

    async Task<Dictionary<string, string>> Outputs(RunOnS3 run)
    {
        Dictionary<string, string> outputs = [];
        foreach (var stored in await s3.Store.List(run.Keys.Output, default))
            outputs[stored.Key] = Convert.ToHexStringLower(SHA256.HashData(await s3.Store.Get(stored.Key, default)));
        return outputs;
    }

    static IEnumerable<KeyValuePair<string, string>> WithoutRecords(Dictionary<string, string> outputs) =>
        outputs.Where(file => !file.Key.Contains("/records/", StringComparison.Ordinal));

    async Task<(int, int)> Counts(RunOnS3 run)
    {
        var output = await run.Aggregate();
        return (output.Units, output.Done + output.Suspect);
    }
}
