using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Functions;
using Vegetation.Tests.Worker;

namespace Vegetation.Tests.Functions;

/// <summary>Faults 38 and 45: units that kill their worker, with real workers that are really killed.</summary>
public sealed class CrashTests(EmbeddedS3 s3) : IClassFixture<EmbeddedS3>, IAsyncLifetime
{
    static readonly TestScene Pixels = TestScene.Random(120, 80);
    static readonly string[] Units = [.. Enumerable.Range(1, 4).Select(day => $"S2A_32TPS_2022060{day}_0_L2A")];

    RangeServer server = null!;

    static string Poison => Units[1];

    public async Task InitializeAsync()
    {
        server = await RangeServer.Start();
        server.BreakAlways("poison-red.tif", Fault.Hangs); // until the worker is killed
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task A_poison_unit_takes_others_down_once_and_ends_as_a_crash()
    {
        var scenes = Units.Select((id, day) => Sensed(server.Serve(Pixels, id == Poison ? "poison" : "good", id), day)).ToList();
        var run = await RunOnS3.WithScenes(s3.Store, "crash", scenes,
            """{"area":[11,46,11.5,46.5],"selection":"all","jobs":2,"minimumProcessed":0}""");

        var first = await run.Plan();
        Assert.Equal([[Units[0], Units[3]], [Poison, Units[2]]], await Task.WhenAll(first.Jobs.Select(run.UnitsOf)));
        await Kill(run, await run.UnitsOf(first.Jobs[1]));
        Assert.Equal([Poison], await Started(run));

        var second = await run.Plan(1, new JobResult("001", "failed", "x"), new JobResult("002", "failed", "x"));
        Assert.Equal([[Units[0], Units[2], Units[3]], [Poison]], await Task.WhenAll(second.Jobs.Select(run.UnitsOf)));
        await Kill(run, await run.UnitsOf(second.Jobs[1]));
        await Finish(run, [Units[0], Units[3]]); // as if the instance with the third unit had never started

        Assert.Equal([[Units[2]], [Poison]], await Task.WhenAll((await run.Plan(2)).Jobs.Select(run.UnitsOf)));

        Assert.Equal("aggregate", (await run.Plan(3)).Next);
        Assert.Equal((UnitStatus.Failed, Reason.Crash.Name), await Outcome(run, Poison));
        Assert.Equal((UnitStatus.Failed, Reason.NoRecord.Name), await Outcome(run, Units[2]));
        foreach (var unit in new[] { Units[0], Units[3] }) Assert.Equal(UnitStatus.Done, (await Outcome(run, unit)).Item1);
        Assert.Equal((4, 2, 2), await Counts(run));
        Assert.Equal([[Units[2]], [Poison]], await Task.WhenAll((await run.Plan()).Jobs.Select(run.UnitsOf))); // a rerun keeps it apart
    }

    [Fact]
    public async Task Where_only_one_job_is_asked_for_a_poison_unit_gets_one_more()
    {
        var run = await RunOnS3.WithScenes(s3.Store, "crash-one", Planned(), """{"selection":"all","jobs":1}""");
        await run.Plan();
        await s3.Store.Put(run.Keys.Output + OutputNames.Started(Poison), "1"u8.ToArray(), "text/plain", default);
        Assert.Equal([3, 1], (await Task.WhenAll((await run.Plan(1)).Jobs.Select(run.UnitsOf))).Select(units => units.Count));
    }

    [Fact]
    public async Task All_that_one_worker_had_begun_get_a_job_each_however_few_are_asked_for()
    {
        var run = await RunOnS3.WithScenes(s3.Store, "crash-all", Planned(), """{"selection":"all","jobs":1,"instancesPerJob":1}""");
        await run.Plan();
        foreach (var unit in Units) await s3.Store.Put(run.Keys.Output + OutputNames.Started(unit), "1"u8.ToArray(), "text/plain", default);
        Assert.Equal([1, 1, 1, 1], (await Task.WhenAll((await run.Plan(1)).Jobs.Select(run.UnitsOf))).Select(units => units.Count));
    }

    [Theory]
    [InlineData(1, 1, false)] // the attempt that failed is the last that began it
    [InlineData(1, 2, true)] // the next one crashed over it
    public async Task A_unit_that_failed_and_then_killed_its_worker_is_set_apart_and_ends_as_a_crash(int recorded, int begun, bool crashed)
    {
        var run = await RunOnS3.WithScenes(s3.Store, $"crash-later-{begun}", Planned(), """{"selection":"all","jobs":2}""");
        await run.Plan();
        var record = new UnitRecord
        {
            UnitId = Poison, RunId = run.Keys.RunId.ToString(), Attempt = recorded, Tile = "32TPS", Status = UnitStatus.Failed,
            Reason = "http-503",
        };
        await s3.Store.PutJson(run.Keys.Record(Poison), record, CoreJson.Default.UnitRecord, default);
        await s3.Store.Put(run.Keys.Output + OutputNames.Started(Poison), Encoding.UTF8.GetBytes($"{begun}"), "text/plain", default);
        var jobs = await Task.WhenAll((await run.Plan(2)).Jobs.Select(run.UnitsOf));
        Assert.Equal(crashed, jobs.Any(units => units is [var only] && only == Poison));
        await run.Plan(3);
        Assert.Equal((UnitStatus.Failed, crashed ? Reason.Crash.Name : "http-503"), await Outcome(run, Poison));
    }

    static List<Scene> Planned() =>
        [.. Units.Select((id, day) => Sensed(Pixels.Unit("https://a.test/r", "https://a.test/n", "https://a.test/s", id), day))];

    /// <summary>Of a day of its own, so that none is another's acquisition.</summary>
    static Scene Sensed(WorkUnit unit, int day) => unit.Scene with { Sensed = new(2022, 6, 4 - day, 10, 0, 0, TimeSpan.Zero) };

    /// <summary>
    /// Starts a worker on these units and kills it over the poison, as the kernel does when memory runs out; keeps what SageMaker would
    /// have uploaded.
    /// </summary>
    async Task Kill(RunOnS3 run, IReadOnlyList<string> units)
    {
        using var worker = await Worker(run, units);
        using var process = worker.Start();
        var limit = Stopwatch.StartNew();
        while (!File.Exists(worker.Output(OutputNames.Started(Poison))) && limit.Elapsed < TimeSpan.FromSeconds(30)) await Task.Delay(20);
        process.Kill();
        await process.WaitForExitAsync();
        Assert.Equal(137, process.ExitCode);
        await Upload(run, worker);
    }

    async Task Finish(RunOnS3 run, IReadOnlyList<string> units)
    {
        using var worker = await Worker(run, units);
        Assert.Equal(0, worker.Run().Code);
        await Upload(run, worker);
    }

    async Task<WorkerRun> Worker(RunOnS3 run, IReadOnlyList<string> units)
    {
        var worker = new WorkerRun { Variables = { ["SCENES_AHEAD"] = "1" } }; // only what is computed, and one more, dies with the worker
        foreach (var unit in units) worker.Add(await s3.Store.GetJson(run.Keys.Unit(unit), CoreJson.Default.WorkUnit, default));
        return worker;
    }

    async Task Upload(RunOnS3 run, WorkerRun worker)
    {
        foreach (var file in Directory.EnumerateFiles(worker.Output(""), "*", SearchOption.AllDirectories))
        {
            var key = run.Keys.Output + Path.GetRelativePath(worker.Output(""), file);
            await s3.Store.Put(key, await File.ReadAllBytesAsync(file), "application/octet-stream", default);
        }
    }

    async Task<IEnumerable<string>> Started(RunOnS3 run) =>
        (await s3.Store.List(run.Keys.Started, default)).Select(o => Path.GetFileName(o.Key));

    // Pixels of chance look like no landscape, so a gate may call them suspect.
    async Task<(UnitStatus, string?)> Outcome(RunOnS3 run, string unit)
    {
        var record = await s3.Store.GetJson(run.Keys.Record(unit), CoreJson.Default.UnitRecord, default);
        return (record.Status == UnitStatus.Suspect ? UnitStatus.Done : record.Status, record.Reason);
    }

    async Task<(int, int, int)> Counts(RunOnS3 run)
    {
        var output = await run.Aggregate();
        return (output.Units, output.Done + output.Suspect, output.Failed);
    }
}
