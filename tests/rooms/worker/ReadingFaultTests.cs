using Vegetation.Core.Work;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Worker;

/// <summary>
/// Faults 21 to 29: what servers do wrong, at each place of each file. After every fault that passes, the products are those of a clean
/// run.
/// </summary>
public sealed class ReadingFaultTests : IAsyncLifetime, IDisposable
{
    const string First = "S2A_32TPS_20220601_0_L2A", Second = "S2A_32TPS_20220602_0_L2A", Third = "S2A_32TPS_20220603_0_L2A";

    static readonly string[] Bands = ["red", "nir", "scl"];

    readonly ShardRun run = new();
    readonly TemporaryFolder folder = new();
    RangeServer server = null!;

    public async Task InitializeAsync() => server = await RangeServer.Start(run.Time);

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose()
    {
        run.Dispose();
        folder.Dispose();
    }

    public static TheoryData<string, object, string> PassingFaults()
    {
        var data = new TheoryData<string, object, string>();
        (string Number, Fault[] Faults)[] all =
        [
            ("Fault 21", [Fault.TooMany, Fault.Broken, Fault.Busy]),
            ("Fault 24", [Fault.Reset, Fault.Truncated, Fault.EndsEarly, Fault.ShortRange]),
            ("Fault 25", [Fault.Whole, Fault.WrongRange, Fault.Html, Fault.HtmlOfTheRightLength, Fault.HtmlWhole]),
            ("Fault 27", [Fault.Hangs, Fault.Drips]),
            ("Fault 28", [Fault.NewVersion]),
        ];
        foreach (var (number, faults) in all)
            foreach (var fault in faults)
                foreach (var band in Bands) data.Add(number, fault, band);
        return data;
    }

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task A_fault_that_passes_leaves_no_trace(string number, object fault, string band)
    {
        Assert.StartsWith("Fault 2", number);
        Func<Asked, bool>[] places =
        [
            asked => asked.IsHeader,
            asked => asked is { IsHeader: false, From: < ShardRun.HeadBytes + ShardRun.PartBytes }, // the first block
            asked => asked.IsLast && !asked.IsHeader, // the last
        ];
        await LeavesNoTrace(Serve(Small), places.Select<Func<Asked, bool>,
            Action>(at => () => server.BreakOnce($"{band}.tif", (Fault)fault, at)));
    }

    [Theory]
    [InlineData("red")]
    [InlineData("nir")]
    [InlineData("scl")]
    public async Task Fault_29_a_block_that_does_not_decode_is_fetched_once_more(string band)
    {
        var (unit, blocks) = ServeBlocks(band);
        await LeavesNoTrace(unit, new[] { blocks[0], blocks[^1] }.Select<long, Action>(block => () =>
        {
            server.FlipAt = block;
            server.BreakOnce($"{band}.tif", Fault.FlippedBit, asked => asked.From <= block && block <= asked.To);
        }));
    }

    [Theory]
    [InlineData("red")]
    [InlineData("nir")]
    [InlineData("scl")]
    public async Task Fault_29_a_block_that_never_decodes_has_failed_after_one_fetch_more(string band)
    {
        var (unit, blocks) = ServeBlocks(band);
        var block = server.FlipAt = blocks[^1];
        server.BreakWhere($"{band}.tif", asked => asked.From <= block && block <= asked.To ? Fault.FlippedBit : Fault.None);
        Assert.Equal((UnitStatus.Failed, "decode"), Outcome(await run.Run(unit)));
        Assert.Equal(2, server.Requests.Count(r => r is { From: 0 } && r.Path == $"/{band}.tif"));
    }

    [Fact]
    public async Task Fault_28_a_file_that_changes_twice_has_failed_after_one_restart()
    {
        var unit = Serve(Small);
        server.BreakWhere("nir.tif", asked => asked.IsHeader ? Fault.None : Fault.NewVersion);
        Assert.Equal((UnitStatus.Failed, "asset-changed"), Outcome(await run.Run(unit)));
        Assert.All(Bands, band => Assert.Equal(2, server.Requests.Count(r => r.From == 0 && r.Path == $"/{band}.tif")));
    }

    [Theory]
    [InlineData(Fault.NewTag)] // not as the standard has it, but another each time
    [InlineData(Fault.NewTime)] // no tag at all
    public async Task Fault_28_a_file_that_changes_is_noticed_by_whatever_the_server_says_of_it(object fault)
    {
        var unit = Serve(Small);
        server.BreakAlways("nir.tif", (Fault)fault);
        Assert.Equal((UnitStatus.Failed, "asset-changed"), Outcome(await run.Run(unit)));
    }

    [Fact]
    public async Task Fault_28_a_file_that_grows_is_noticed_without_a_version()
    {
        var unit = Serve(Small);
        var longer = Small.File(folder.Path, "nir");
        server.BreakWhere("nir.tif", asked =>
        {
            if (asked.IsHeader) server.Serve("nir.tif", longer = [.. longer, 0]);
            return Fault.NoTag;
        });
        Assert.Equal((UnitStatus.Failed, "asset-changed"), Outcome(await run.Run(unit)));
    }

    [Theory]
    [InlineData(Fault.TooMany)]
    [InlineData(Fault.Broken)]
    [InlineData(Fault.Busy)]
    public async Task Fault_21_a_server_busy_for_30_seconds_is_waited_for(object fault)
    {
        var healed = DateTimeOffset.MaxValue;
        await LeavesNoTrace(Serve(Small),
        [
            () =>
            {
                healed = run.Time.GetUtcNow().AddSeconds(30);
                server.BreakWhere("red.tif", _ => run.Time.GetUtcNow() < healed ? (Fault)fault : Fault.None);
            },
        ]);
        Assert.True(run.Time.GetUtcNow() >= healed);
    }

    [Theory]
    [InlineData(Fault.BusyForAWhile)]
    [InlineData(Fault.BusyUntil)]
    public async Task Fault_21_a_server_that_says_for_how_long_it_is_busy_is_left_alone(object fault)
    {
        var start = run.Time.GetUtcNow();
        await LeavesNoTrace(Serve(Small), [() => server.BreakOnce("red.tif", (Fault)fault, asked => asked.IsHeader)]);
        Assert.True(run.Time.GetUtcNow() >= start.AddSeconds(9));
    }

    [Theory]
    [InlineData(Fault.Busy, "http-503")] // fault 22
    [InlineData(Fault.Reset, "connection")] // faults 24, 25 and 27, when they do not pass
    [InlineData(Fault.WrongRange, "wrong-range")]
    [InlineData(Fault.HtmlWhole, "no-ranges")]
    [InlineData(Fault.Hangs, "stalled")]
    [InlineData(Fault.Drips, "stalled")]
    public async Task Fault_22_a_fault_that_stays_fails_one_unit_after_a_minute_and_no_other(object fault, string reason)
    {
        run.Variables["SCENE_DEADLINE_SECONDS"] = "86400"; // as ./run has it
        WorkUnit[] units = [Serve(Small, First, "a-"), Serve(Small, Second, "b-"), Serve(Small, Third, "c-")];
        server.BreakAlways("b-nir.tif", (Fault)fault);
        var start = run.Time.GetUtcNow();
        var records = (await run.Run(units)).OrderBy(record => Array.FindIndex(units, unit => unit.UnitId == record.UnitId)).ToList();
        Assert.Equal((UnitStatus.Failed, reason), Outcome(records[1]));
        Assert.True(records[1].NeedsAnotherAttempt);
        Assert.InRange((run.Time.GetUtcNow() - start).TotalSeconds, 60, 130);
        Assert.InRange(server.Count("b-nir.tif"), 2, 60);
        Assert.All([records[0], records[2]], record => Assert.True(record.IsProduct));
    }

    [Fact]
    public async Task Fault_24_what_came_before_an_answer_broke_off_is_not_asked_for_again()
    {
        run.Variables["STALL_BYTES"] = "1";
        var unit = Serve(Small);
        var clean = await run.Run(unit);
        Assert.All(server.Requests, request => Assert.Equal(0, request.From % ShardRun.HeadBytes));
        server.BreakWhere("red.tif", asked => asked is { IsHeader: false } && asked.To - asked.From > 256 ? Fault.EndsEarly : Fault.None);
        Assert.Equal(clean.Files, (await run.Run(unit)).Files);
        Assert.Contains(server.Requests, request => request.From % ShardRun.HeadBytes != 0);
    }

    [Theory]
    [InlineData(Fault.NotFound)]
    [InlineData(Fault.Forbidden)]
    public async Task Fault_23_a_missing_file_is_asked_for_at_most_twice_and_never_again(object fault)
    {
        var unit = Serve(Small);
        foreach (var band in Bands)
        {
            var before = server.Count($"{band}.tif");
            server.BreakAlways($"{band}.tif", (Fault)fault);
            var record = await run.Run(unit);
            Assert.Equal((UnitStatus.Failed, "asset-missing", false), (record.Status, record.Reason, record.NeedsAnotherAttempt));
            Assert.InRange(server.Count($"{band}.tif") - before, 1, 2);
            server.BreakAlways($"{band}.tif", Fault.None);
        }
    }

    [Fact]
    public async Task Fault_26_a_unit_that_failed_can_be_processed_later_in_the_same_process()
    {
        var unit = Serve(Small);
        var clean = await run.Run(unit);
        server.BreakAlways("red.tif", Fault.Busy);
        Assert.Equal((UnitStatus.Failed, "http-503"), Outcome(await run.Run(unit)));
        server.BreakAlways("red.tif", Fault.None);
        Assert.Equal(clean.Files, (await run.Run(unit)).Files);
    }

    [Fact]
    public async Task Fault_37_a_redirect_is_not_followed()
    {
        await using var forbidden = await RangeServer.Start();
        var unit = Serve(Small);
        server.RedirectTo = forbidden.Serve("red.tif", Small.File(folder.Path, "red"));
        server.BreakAlways("red.tif", Fault.Redirect);
        Assert.Equal((UnitStatus.Failed, "http-302"), Outcome(await run.Run(unit)));
        Assert.Empty(forbidden.Requests);
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/red.tif")]
    [InlineData("http://localhost:{0}/red.tif")]
    [InlineData("http://[::1]:{0}/red.tif")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/red.tif")]
    [InlineData("http://2130706433:{0}/red.tif")]
    [InlineData("http://0x7f000001:{0}/red.tif")]
    [InlineData("http://sentinel-cogs.s3.us-west-2.amazonaws.com@127.0.0.1:{0}/red.tif")]
    [InlineData("https://127.0.0.1:{0}/red.tif")]
    [InlineData("/vsicurl/http://127.0.0.1:{0}/red.tif")]
    [InlineData("/vsimem/../red.tif")]
    [InlineData("file:///etc/hostname")]
    [InlineData("<VRTDataset><SourceFilename>/vsicurl/http://127.0.0.1:{0}/red.tif</SourceFilename></VRTDataset>")]
    public async Task Fault_37_an_address_that_is_not_allowed_is_never_asked(string href)
    {
        run.Variables["ALLOW_LOOPBACK"] = "0";
        var hostile = string.Format(System.Globalization.CultureInfo.InvariantCulture, href, new Uri(server.Url).Port);
        Serve(Small);
        Assert.Equal((UnitStatus.Invalid, "address"), Outcome(await run.Run(Small.Unit(hostile, hostile, hostile))));
        Assert.Empty(server.Requests);
    }

    /// <summary>One block a band, cut in several requests.</summary>
    static TestScene Small { get; } = TestScene.Random(200, 160);

    async Task LeavesNoTrace(WorkUnit unit, IEnumerable<Action> faults)
    {
        var clean = await run.Run(unit);
        var requests = server.Requests.Count;
        Assert.Equal(6, clean.Files.Count);
        foreach (var fault in faults)
        {
            server.Requests.Clear();
            fault();
            var record = await run.Run(unit);
            Assert.Equal(clean.Files, record.Files);
            Assert.Equal((clean.Status, clean.Detail), (record.Status, record.Detail));
            Assert.True(server.Requests.Count > requests, "the fault never struck");
        }
    }

    static (UnitStatus, string?) Outcome(UnitRecord record) => (record.Status, record.Reason);

    /// <summary>A unit of which one band has many small blocks, and where these begin.</summary>
    (WorkUnit Unit, long[] Blocks) ServeBlocks(string band)
    {
        var unit = Serve(Small);
        var (bytes, starts) = TiffFile.Of(Small, band).Write();
        server.Serve($"{band}.tif", bytes);
        return (unit, starts);
    }

    WorkUnit Serve(TestScene scene, string id = TestScene.Id, string prefix = "") => scene.Unit(
        server.Serve($"{prefix}red.tif", scene.File(folder.Path, "red")),
        server.Serve($"{prefix}nir.tif", scene.File(folder.Path, "nir")),
        server.Serve($"{prefix}scl.tif", scene.File(folder.Path, "scl")),
        id);
}
