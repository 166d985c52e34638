using Vegetation.Core.Work;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Worker;

/// <summary>
/// Faults 39, 42 and 43: workers that are stopped, that cannot write, or that two of work on the same. The next attempt ends as if nothing
/// had been.
/// </summary>
public sealed class EndingTests : IAsyncLifetime, IDisposable
{
    const int Stopped = 75;
    static readonly TestScene Scene = TestScene.Random(500, 400).WithClouds();

    readonly WorkerRun run = new();
    readonly ShardRun undisturbed = new(); // within this process, which writes the same bytes and need not start
    readonly List<WorkUnit> served = [];
    RangeServer server = null!;

    public async Task InitializeAsync() => server = await RangeServer.Start();

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose()
    {
        run.Dispose();
        undisturbed.Dispose();
    }

    [Theory]
    [InlineData("TERM")] // StopProcessingJob, and the end of ./run
    [InlineData("INT")]
    public async Task Fault_39_a_stopped_worker_keeps_what_is_whole_and_the_next_attempt_does_the_rest(string signal)
    {
        var units = Serve(5);
        server.BreakAlways("4-nir.tif", Fault.Gated); // the worker cannot end by itself
        using var process = run.Start();
        await process.StandardOutput.ReadLineAsync(); // at work on the second
        Tool.Run("/bin/kill", $"-{signal}", $"{process.Id}");
        using var grace = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await process.WaitForExitAsync(grace.Token);

        Assert.Equal(Stopped, process.ExitCode);
        Assert.StartsWith("stopped before the end", run.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(run.Root, "scratch")));
        var kept = run.Files();
        var recorded = units.Where(id => kept.ContainsKey(OutputNames.Record(id))).ToList();
        Assert.InRange(recorded.Count, 1, units.Count - 1);
        Assert.All(recorded.SelectMany(id => run.Record(id).Files), file => Assert.Equal(file.Sha256, kept[file.Name]));
        Assert.DoesNotContain(kept.Keys, name => name.EndsWith(".part", StringComparison.Ordinal));

        server.BreakAlways("4-nir.tif", Fault.None);
        await EndsAsUndisturbed(units);
    }

    [Fact]
    public async Task Fault_39_a_stopped_worker_waits_for_no_fetch()
    {
        var units = Serve(4);
        for (var i = 0; i < 4; i++) server.BreakAlways($"{i}-nir.tif", Fault.Gated);
        using var process = run.Start();
        bool SeveralAreOnTheirWay() => server.Count("3-nir.tif") + server.Count("2-nir.tif") > 0;
        while (!process.HasExited && !SeveralAreOnTheirWay()) await Task.Delay(10);
        Tool.Run("/bin/kill", "-TERM", $"{process.Id}");
        using var grace = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await process.WaitForExitAsync(grace.Token);
        Assert.Equal(Stopped, process.ExitCode);
        for (var i = 0; i < 4; i++) server.BreakAlways($"{i}-nir.tif", Fault.None);
        await EndsAsUndisturbed(units);
    }

    [Theory]
    [InlineData("the record", "records", 1)]
    [InlineData("the STAC item", "items/" + TestScene.Id + ".json", 0)] // a folder has its name
    public async Task Fault_42_what_cannot_be_written_after_the_ndvi_is_made_up_for_by_the_next_attempt(
        string what, string inTheWay, int code)
    {
        served.Add(server.Serve(Scene));
        run.Add(served[0]);
        var way = run.Output(inTheWay);
        if (code == 0) Directory.CreateDirectory(way);
        else WriteInTheWay(way);
        Assert.Equal(code, run.Run().Code);
        Assert.True(File.Exists(run.Output(OutputNames.Raster(TestScene.Id, "ndvi"))), what);
        var ndvi = run.Files()[OutputNames.Raster(TestScene.Id, "ndvi")];
        if (code == 0)
        {
            var record = run.Record(TestScene.Id);
            Assert.Equal((UnitStatus.Failed, "disk", true), (record.Status, record.Reason, record.NeedsAnotherAttempt));
        }
        else Assert.Equal("in the way", File.ReadAllText(way));
        if (code == 0) Directory.Delete(way);
        else File.Delete(way);

        await EndsAsUndisturbed([TestScene.Id]); // computed again, not adopted: the same bytes under the same names
        Assert.Equal(ndvi, run.Files()[OutputNames.Raster(TestScene.Id, "ndvi")]);
    }

    [Fact]
    public async Task Fault_43_two_workers_with_the_same_unit_leave_the_same_bytes_under_the_same_names()
    {
        using var other = new WorkerRun();
        run.Add(server.Serve(Scene));
        other.Add(server.Serve(Scene));
        other.Variables["ATTEMPT"] = "2"; // as if the first had been given up, and went on
        var both = await Task.WhenAll(Task.Run(run.Run), Task.Run(other.Run));
        Assert.All(both, end => Assert.Equal(0, end.Code));
        Assert.Equal(other.Files().Keys, run.Files().Keys);
        Assert.Equal(other.Products(), run.Products());
        Assert.Equal(other.Record(TestScene.Id).Files, run.Record(TestScene.Id).Files); // so that either record is right of either's files
    }

    static void WriteInTheWay(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "in the way");
    }

    List<string> Serve(int count)
    {
        List<string> ids = [];
        for (var i = 0; i < count; i++)
        {
            var unit = server.Serve(Scene, $"{i}", $"S2A_32TPS_202206{i + 1:00}_0_L2A");
            run.Add(unit);
            served.Add(unit);
            ids.Add(unit.UnitId);
        }
        return ids;
    }

    async Task EndsAsUndisturbed(IReadOnlyList<string> units)
    {
        run.Variables["ATTEMPT"] = "2";
        Assert.Equal(0, run.Run().Code);
        await undisturbed.Run(served);
        var records = run.Files().Keys.Where(name => name.StartsWith("records/", StringComparison.Ordinal));
        Assert.Equal(units.Select(OutputNames.Record), records);
        Assert.Equal(OutputFolder.Products(undisturbed.Output("")), run.Products());
    }
}
