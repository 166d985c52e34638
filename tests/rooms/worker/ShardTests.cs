using System.Diagnostics;
using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Work;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Worker;

public sealed class ShardTests : IAsyncLifetime, IDisposable
{
    readonly WorkerRun run = new();
    readonly TemporaryFolder folder = new();
    RangeServer server = null!;

    public async Task InitializeAsync() => server = await RangeServer.Start();

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose()
    {
        run.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Every_pixel_count_and_cell_is_that_of_the_reference()
    {
        // North of 5 200 000 lies the next square, of a tile of the run, so ownership shows at the first 2 rows of pixels.
        var scene = TestScene.Random(1100, 700).WithClouds();
        run.Add(Serve(scene, "a") with { Neighbours = ["32TPT"] });
        Assert.Equal(0, run.Run().Code);

        var expected = Reference.Ndvi(scene);
        Assert.Equal(expected, run.Ndvi(TestScene.Id));
        var record = run.Record(TestScene.Id);
        Assert.Equal(expected.Count(p => p != -19999), record.Pixels!.Valid);
        Assert.Equal(expected.Length, record.Pixels.Total);
        Assert.Equal(expected.Length, record.Pixels.ByClass.Sum());
        Assert.Equal(expected.Where(p => p != -19999).Average(p => p * 0.0001), record.Statistics["ndvi"]!.Mean, 5);

        var cells = Reference.Cells(scene, expected, 600000, 5100000);
        var found = run.Cells(TestScene.Id).Cells.Where(c => c[2] > 0).ToDictionary(c => (int)c[0], c => (c[2], c[3], c[4]));
        Assert.Equal(cells.OrderBy(c => c.Key), found.OrderBy(c => c.Key));
        Assert.Equal(expected.Skip(2 * 1100).Count(p => p != -19999), found.Values.Sum(c => c.Item1));
    }

    [Fact]
    public void Records_that_cannot_be_written_do_not_stop_the_others() // fault 40
    {
        run.Add(Serve(TestScene.Random(32, 32), "a"));
        run.Add("S2A_32TPS_20220613_0_L2A", "{}");
        Directory.CreateDirectory(run.Output(""));
        File.WriteAllText(run.Output("records"), "in the way");
        var (code, lines, errors) = run.Run();
        Assert.Equal((1, 2), (code, lines.Length));
        Assert.True(File.Exists(run.Output(OutputNames.Raster(TestScene.Id, "ndvi"))));
        Assert.Equal(2, errors.Split("cannot be written").Length - 1);
        Assert.StartsWith("0 of 2 units", run.Message);
    }

    [Fact]
    public void One_bad_unit_gets_its_record_and_the_others_go_on()
    {
        var scene = TestScene.Random(300, 200);
        string[] good = ["S2A_32TPS_20220601_0_L2A", "S2A_32TPS_20220605_0_L2A"];
        foreach (var id in good) run.Add(Serve(scene, id, id));
        run.Add(scene.Unit(server.Url + "/none.tif", server.Url + "/none.tif", server.Url + "/none.tif", "S2A_32TPS_20220602_0_L2A"));
        run.Add("S2A_32TPS_20220603_0_L2A", "{ this is no json");
        var other = Serve(scene, "b", "S2A_32TPS_20220609_0_L2A");
        run.Add("S2A_32TPS_20220604_0_L2A", JsonSerializer.Serialize(other, CoreJson.Default.WorkUnit));

        var (code, lines, errors) = run.Run();

        Assert.Equal((0, ""), (code, errors));
        Assert.All(good, id => Assert.Equal(UnitStatus.Done, Plain(run.Record(id))));
        Assert.Equal((UnitStatus.Failed, "asset-missing"), Outcome("S2A_32TPS_20220602_0_L2A"));
        Assert.Equal((UnitStatus.Invalid, "unit"), Outcome("S2A_32TPS_20220603_0_L2A"));
        Assert.Equal((UnitStatus.Invalid, "unit"), Outcome("S2A_32TPS_20220604_0_L2A"));
        Assert.Equal(5, lines.Length);
        Assert.Equal(
            ["20220601", "20220602", "20220603", "20220604", "20220605"],
            lines.Select(l => JsonDocument.Parse(l).RootElement.GetProperty("unit").GetString()![10..18]).Order()); // as they are fetched
        Assert.StartsWith("5 of 5 units: ", run.Message);
        Assert.Contains("1 failed (asset-missing 1)", run.Message);
        Assert.False(Directory.Exists(Path.Combine(run.Root, "scratch")));
    }

    [Fact]
    public void A_unit_without_a_name_harms_no_other()
    {
        string[] others = ["S2A_32TPS_20220601_0_L2A", "S2A_32TPS_20220602_0_L2A"];
        run.Add("", "{}");
        foreach (var id in others) run.Add(Serve(TestScene.Random(32, 32), id, id));
        Assert.Equal((0, 3), (run.Run().Code, Directory.GetFiles(run.Output("records")).Length));
        Assert.All(others, id => Assert.NotEmpty(run.Record(id).Files));
    }

    [Fact]
    public void A_log_that_cannot_be_written_stops_nothing() // fault 40
    {
        run.Add(Serve(TestScene.Random(32, 32), "a"));
        Assert.Equal(0, run.RunInto("/dev/full"));
        Assert.NotEmpty(run.Record(TestScene.Id).Files);
    }

    [Fact]
    public void An_empty_shard_is_complete()
    {
        Assert.Equal(0, run.Run().Code);
        Assert.Equal("0 of 0 units: nothing done", run.Message);
    }

    [Fact]
    public void An_instance_without_input_says_what_is_missing()
    {
        Directory.Delete(run.Units);
        var (code, _, errors) = run.Run();
        Assert.Equal(1, code);
        Assert.Contains("ProcessingInput", errors);
        Assert.Contains("ProcessingInput", run.Message);
    }

    [Fact]
    public void A_setting_out_of_range_is_named_with_its_remedy()
    {
        run.Variables["THREADS"] = "many";
        var (code, _, errors) = run.Run();
        Assert.Equal(1, code);
        Assert.Contains("THREADS is \"many\"; set it to a whole number", errors);
        Assert.StartsWith("THREADS is \"many\"", run.Message);
    }

    [Fact]
    public async Task Sigterm_drops_the_scene_at_work_and_leaves_only_whole_files() // fault 39
    {
        var scene = TestScene.Random(300, 200);
        run.Add(Serve(scene, "a", "S2A_32TPS_20220601_0_L2A"));
        var hanging = Serve(scene, "b", "S2A_32TPS_20220602_0_L2A");
        server.BreakAlways("b-red.tif", Fault.Hangs);
        run.Add(hanging);
        using var process = run.Start();
        Assert.Contains("20220601", await process.StandardOutput.ReadLineAsync());
        Tool.Run("/bin/kill", "-TERM", $"{process.Id}");
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await process.WaitForExitAsync(soon.Token);
        Assert.Equal(75, process.ExitCode);
        Assert.Equal(["S2A_32TPS_20220601_0_L2A.json"], Directory.GetFiles(run.Output("records")).Select(Path.GetFileName));
        Assert.False(Directory.Exists(Path.Combine(run.Root, "scratch")));
    }

    WorkUnit Serve(TestScene scene, string name, string id = TestScene.Id) => scene.Unit(
        server.Serve($"{name}-red.tif", scene.File(folder.Path, "red")),
        server.Serve($"{name}-nir.tif", scene.File(folder.Path, "nir")),
        server.Serve($"{name}-scl.tif", scene.File(folder.Path, "scl")),
        id);

    (UnitStatus, string?) Outcome(string id) => (run.Record(id).Status, run.Record(id).Reason);

    // Pixels of chance look like no landscape, so the gates call them suspect.
    static UnitStatus Plain(UnitRecord record) => record is { Status: UnitStatus.Suspect } ? UnitStatus.Done : record.Status;
}
