using System.Diagnostics;
using System.Security.Cryptography;
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
        // North of 5 200 000 lies the next square's row, so ownership shows at the first 2 rows of pixels.
        var scene = TestScene.Random(1100, 700).WithClouds();
        run.Add(Serve(scene, "a"));
        Assert.Equal(0, run.Run().Code);

        var expected = Reference.Ndvi(scene);
        Assert.Equal(expected, run.Ndvi(TestScene.Id));
        var record = run.Record(TestScene.Id);
        Assert.Equal(expected.Count(p => p != -19999), record.Pixels!.Valid);
        Assert.Equal(expected.Length, record.Pixels.Total);
        Assert.Equal(expected.Length, record.Pixels.ByClass.Sum());
        Assert.Equal(expected.Where(p => p != -19999).Average(p => p * 0.0001), record.Ndvi!.Mean, 5);

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
        Assert.True(File.Exists(run.Output(OutputNames.Ndvi(TestScene.Id))));
        Assert.Equal(2, errors.Split("cannot be written").Length - 1);
        Assert.StartsWith("0 of 2 units", run.Message);
    }

    [Fact]
    public void Raw_pixels_get_the_offset_that_the_catalog_declares()
    {
        var scene = TestScene.Random(300, 200);
        var unit = Serve(scene, "a");
        run.Add(unit with { Scene = unit.Scene with { Collection = "sentinel-2-c1-l2a", DeclaredOffset = -0.1, OffsetApplied = null,
            Baseline = "05.10" } });
        Assert.Equal(0, run.Run().Code);
        Assert.Equal((-1000, "declared"), (run.Record(TestScene.Id).Offset, run.Record(TestScene.Id).OffsetBasis));
        Assert.Equal(Reference.Ndvi(scene, -1000), run.Ndvi(TestScene.Id));
    }

    [Fact]
    public void Dark_pixels_overrule_a_catalog_that_says_the_offset_is_still_there()
    {
        var scene = TestScene.Random(600, 600);
        var unit = Serve(scene, "a");
        run.Add(unit with { Scene = unit.Scene with { OffsetApplied = false } });
        Assert.Equal(0, run.Run().Code);
        var record = run.Record(TestScene.Id);
        Assert.Equal((0, "pixels", UnitStatus.Suspect), (record.Offset, record.OffsetBasis, record.Status));
        Assert.Contains("the catalog says offset -1000 (flag), the files' tags say nothing; taken is 0 (pixels, high", record.Detail);
        Assert.Equal(Reference.Ndvi(scene), run.Ndvi(TestScene.Id));
    }

    [Fact]
    public void One_bad_unit_gets_its_record_and_the_others_go_on()
    {
        var scene = TestScene.Random(300, 200);
        string[] good = ["S2A_32TPS_20220601_0_L2A", "S2A_32TPS_20220605_0_L2A"];
        foreach (var id in good) run.Add(Serve(scene, id, id));
        run.Add(scene.Unit(server.Url + "/none.tif", server.Url + "/none.tif", server.Url + "/none.tif", "S2A_32TPS_20220602_0_L2A"));
        run.Add("S2A_32TPS_20220603_0_L2A", "{ this is no json");
        run.Add("S2A_32TPS_20220604_0_L2A", JsonSerializer.Serialize(Serve(scene, "b", "S2A_32TPS_20220609_0_L2A"),
            CoreJson.Default.WorkUnit));

        var (code, lines, errors) = run.Run();

        Assert.Equal((0, ""), (code, errors));
        Assert.All(good, id => Assert.Equal(UnitStatus.Done, Plain(run.Record(id))));
        Assert.Equal((UnitStatus.Failed, "asset-missing"), Outcome("S2A_32TPS_20220602_0_L2A"));
        Assert.Equal((UnitStatus.Invalid, "unit"), Outcome("S2A_32TPS_20220603_0_L2A"));
        Assert.Equal((UnitStatus.Invalid, "unit"), Outcome("S2A_32TPS_20220604_0_L2A"));
        Assert.Equal(5, lines.Length);
        // they end as they are fetched
        Assert.Equal(["20220601", "20220602", "20220603", "20220604", "20220605"],
            lines.Select(l => JsonDocument.Parse(l).RootElement.GetProperty("unit").GetString()![10..18]).Order());
        Assert.StartsWith("5 of 5 units: ", run.Message);
        Assert.Contains("1 failed (asset-missing 1)", run.Message);
        Assert.False(Directory.Exists(Path.Combine(run.Root, "scratch")));
    }

    [Fact]
    public void The_record_names_every_file_with_its_size_and_checksum()
    {
        run.Add(Serve(TestScene.Random(300, 200), "a"));
        run.Run();
        var files = run.Record(TestScene.Id).Files;
        Assert.Equal(4, files.Count);
        Assert.All(files, file =>
        {
            var bytes = File.ReadAllBytes(run.Output(file.Name));
            Assert.Equal((file.Bytes, file.Sha256), (bytes.LongLength, Convert.ToHexStringLower(SHA256.HashData(bytes))));
        });
        // the record, and the mark of the start
        Assert.Equal(files.Count + 2, Directory.GetFiles(run.Output(""), "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void The_threads_do_not_change_a_byte_of_the_products()
    {
        run.Add(Serve(TestScene.Random(1500, 1100).WithClouds(), "a"));
        Assert.Equal(Products("1"), Products("3"));

        List<string> Products(string threads)
        {
            run.Variables["THREADS"] = threads;
            Assert.Equal(0, run.Run().Code);
            return [.. run.Record(TestScene.Id).Files.Select(f => $"{f.Name} {f.Sha256}")];
        }
    }

    [Fact]
    public void A_scene_without_a_clear_pixel_is_no_data()
    {
        var scene = TestScene.Random(300, 200);
        run.Add(Serve(scene with { Scl = [.. scene.Scl.Select(_ => (byte)9)] }, "a"));
        Assert.Equal(0, run.Run().Code);
        Assert.Equal((UnitStatus.NoData, "no-clear-pixel"), Outcome(TestScene.Id));
        Assert.Equal(["cells/" + TestScene.Id + ".json"], run.Record(TestScene.Id).Files.Select(f => f.Name));
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
