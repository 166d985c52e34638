using System.Diagnostics;
using System.Text.Json;
using Vegetation.Core.Work;

namespace Vegetation.Tests.Worker;

/// <summary>
/// Several scenes are fetched at a time: one that has to wait holds up no other, and the bytes are the same however many they are.
/// </summary>
public sealed class InFlightTests : IAsyncLifetime, IDisposable
{
    static readonly string[] Ids = [.. Enumerable.Range(1, 5).Select(day => $"S2A_32TPS_2022060{day}_0_L2A")];
    static readonly TestScene Scene = TestScene.Random(64, 48);

    readonly ShardRun run = new();
    RangeServer server = null!;
    List<WorkUnit> units = null!;

    public async Task InitializeAsync()
    {
        server = await RangeServer.Start(run.Time);
        units = [.. Ids.Select((id, i) => server.Serve(Scene, $"{i}", id))];
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => run.Dispose();

    [Fact]
    public async Task A_scene_that_waits_for_its_server_holds_up_no_other()
    {
        var alone = await run.Run(units);
        run.Variables["SCENES_AHEAD"] = "2";
        server.BreakWhere("1-nir.tif", asked => asked.IsLast ? Fault.Gated : Fault.None);
        Assert.Equal(alone.SelectMany(record => record.Files), (await RunPast(Ids[1])).SelectMany(record => record.Files));
    }

    [Fact]
    public async Task A_scene_that_is_fetched_once_more_holds_up_no_other()
    {
        var alone = await run.Run(units);
        run.Variables["SCENES_AHEAD"] = "2";
        var before = 0;
        server.BreakWhere("1-nir.tif", asked => !asked.IsHeader ? Fault.None : Interlocked.Increment(ref before) == 1
            ? Fault.HtmlOfTheRightLength : Fault.Gated);
        Assert.Equal(alone.SelectMany(record => record.Files), (await RunPast(Ids[1])).SelectMany(record => record.Files));
        Assert.Equal(2, before);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public async Task No_more_scenes_are_fetched_than_are_asked_for(int ahead)
    {
        run.Variables["SCENES_AHEAD"] = $"{ahead}";
        for (var i = 0; i < Ids.Length; i++) server.BreakWhere($"{i}-red.tif", _ => Fault.Gated);
        var running = run.Run(units);
        await Until(() => Asked() >= Math.Min(ahead, Ids.Length));
        Assert.Equal(Math.Min(ahead, Ids.Length), Directory.GetFiles(run.Output("started")).Length);
        Assert.Equal(Math.Min(ahead, Ids.Length), Asked());
        server.Gate.SetResult();
        Assert.Equal(Ids, (await running).Select(record => record.UnitId).Order(StringComparer.Ordinal));

        int Asked() => Enumerable.Range(0, Ids.Length).Count(i => server.Count($"{i}-red.tif") > 0);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    [InlineData(8, 4)] // four pixels in one: four at most
    public async Task At_a_coarse_resolution_as_many_are_begun_as_are_computed_side_by_side(int threads, int begun)
    {
        (run.Variables["SCENES_AHEAD"], run.Variables["THREADS"]) = ("1", $"{threads}");
        for (var i = 0; i < Ids.Length; i++) server.BreakWhere($"{i}-red.tif", _ => Fault.Gated);
        var running = run.Run([.. units.Select(unit => unit with { Resolution = 20 })]);
        await Until(() => Directory.GetFiles(run.Output("started")).Length == begun);
        server.Gate.SetResult();
        Assert.Equal(Ids.Length, (await running).Count);
    }

    [Fact]
    public async Task Any_number_in_flight_gives_the_same_files_records_and_lines()
    {
        var scene = TestScene.Random(1100, 740, seed: 3).WithClouds();
        List<WorkUnit> coarse = [.. Ids.Select((id, i) => server.Serve(scene, $"coarse-{i}", id) with { Resolution = 20 })];
        coarse[3] = server.Serve(TestScene.Random(64, 48), "fine", Ids[3]); // at 10 m: takes all threads, one among the others
        server.BreakAlways("coarse-1-nir.tif", Fault.NotFound);
        var before = await Outcome(threads: 1, ahead: 1);
        foreach (var (threads, ahead) in new[] { (2, 1), (4, 3), (8, 16) })
            Assert.Equal(before, await Outcome(threads, ahead));

        async Task<(string Files, string Records, string Lines)> Outcome(int threads, int ahead)
        {
            using var one = new ShardRun { Time = run.Time };
            (one.Variables["SCENES_AHEAD"], one.Variables["THREADS"]) = ($"{ahead}", $"{threads}");
            var records = (await one.Run(coarse)).OrderBy(record => record.UnitId, StringComparer.Ordinal)
                .Select(record => $"{record.UnitId} {record.Status} {record.Reason} {string.Join(' ', record.Files)} {record.BytesRead}");
            var lines = one.Log.Select(line => JsonDocument.Parse(line).RootElement)
                .Select(line => $"{line.GetProperty("unit")} {line.GetProperty("status")} {line.GetProperty("bytesRead")}");
            return (string.Join('\n', OutputFolder.Products(one.Output(""))), string.Join('\n', records),
                string.Join('\n', lines.Order(StringComparer.Ordinal)));
        }
    }

    [Fact]
    public async Task A_budget_of_nothing_still_computes_one_after_the_other()
    {
        (run.Variables["MEMORY_MB"], run.Variables["THREADS"], run.Variables["SCENES_AHEAD"]) = ("1", "8", "16");
        for (var i = 0; i < Ids.Length; i++) server.BreakWhere($"{i}-red.tif", _ => Fault.Gated);
        var running = run.Run([.. units.Select(unit => unit with { Resolution = 20 })]);
        await Until(() => Directory.GetFiles(run.Output("started")).Length == 1);
        server.Gate.SetResult();
        Assert.Equal(Ids.Length, (await running).Count);
    }

    /// <summary>Runs all units, of which one gets on only when all others have their records.</summary>
    async Task<IReadOnlyList<UnitRecord>> RunPast(string waiting)
    {
        foreach (var file in Directory.GetFiles(run.Output("records"))) File.Delete(file);
        var running = run.Run(units);
        await Until(() => Directory.GetFiles(run.Output("records")).Length == Ids.Length - 1);
        Assert.False(File.Exists(run.Output(OutputNames.Record(waiting))));
        server.Gate.SetResult();
        var records = await running;
        Assert.Equal(waiting, records[^1].UnitId);
        return [.. records.OrderBy(record => record.UnitId, StringComparer.Ordinal)];
    }

    static async Task Until(Func<bool> holds)
    {
        var limit = Stopwatch.StartNew();
        while (!holds() && limit.Elapsed < TimeSpan.FromSeconds(30)) await Task.Delay(5);
        Assert.True(holds(), "not within 30 s");
    }
}
