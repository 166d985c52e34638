using System.Text;
using System.Text.Json.Nodes;
using Vegetation.Core.Work;

namespace Vegetation.Tests.Worker;

/// <summary>Work units of which the catalog gave links only: the worker reads the item itself.</summary>
public sealed class LinkedSceneTests : IAsyncLifetime, IDisposable
{
    static readonly TestScene Scene = TestScene.Random(120, 80);

    readonly ShardRun run = new();
    RangeServer server = null!;
    WorkUnit unit = null!;
    string item = null!;

    public async Task InitializeAsync()
    {
        server = await RangeServer.Start(run.Time);
        var served = server.Serve(Scene);
        item = server.Serve("item.json", Item(served));
        unit = served with { Scene = served.Scene with { Baseline = null, OffsetApplied = null, ItemHref = item } };
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => run.Dispose();

    [Fact]
    public async Task The_item_says_what_the_catalog_did_not()
    {
        var record = await run.Run(unit);
        Assert.Equal((-1000, "flag"), (record.Offset, record.OffsetBasis));
        Assert.Equal(Reference.Ndvi(Scene, -1000), run.Ndvi());
        Assert.Equal(item, run.Item().GetProperty("links").EnumerateArray().Single(
            link => link.GetProperty("rel").GetString() == "derived_from").GetProperty("href").GetString());
    }

    [Theory]
    [InlineData(Fault.Busy)]
    [InlineData(Fault.Truncated)]
    [InlineData(Fault.Reset)]
    public async Task A_passing_fault_changes_nothing(object fault)
    {
        var clean = await run.Run(unit);
        server.Break("item.json", (Fault)fault);
        Assert.Equal(clean.Files, (await run.Run(unit)).Files);
    }

    [Theory]
    [InlineData(Fault.NotFound, "asset-missing")]
    [InlineData(Fault.Forbidden, "asset-missing")]
    [InlineData(Fault.Redirect, "http-302")]
    [InlineData(Fault.Busy, "http-503")]
    public async Task An_item_that_cannot_be_had_fails_the_unit(object fault, string reason)
    {
        server.RedirectTo = $"{server.Url}/elsewhere";
        server.BreakAlways("item.json", (Fault)fault);
        var record = await run.Run(unit);
        Assert.Equal((UnitStatus.Failed, reason), (record.Status, record.Reason));
        Assert.All(server.Requests, request => Assert.Equal("/item.json", request.Path)); // neither redirect nor pixels
    }

    [Theory]
    [InlineData("<html>Please try again later</html>", "json")]
    [InlineData("{\"id\":", "json")]
    [InlineData("[]", "id")]
    [InlineData("{\"id\":\"S2A_32TPS_20220612_0_L2A\"}", "json")]
    public async Task Nonsense_is_invalid(string text, string reason)
    {
        server.Serve("item.json", Encoding.UTF8.GetBytes(text));
        Assert.Equal((UnitStatus.Invalid, reason), Outcome(await run.Run(unit)));
        Assert.All(server.Requests, request => Assert.Equal("/item.json", request.Path));
    }

    [Theory]
    [InlineData("S2A_32TPS_20220613_0_L2A")]
    [InlineData("S2A_32TQS_20220612_0_L2A")]
    public async Task The_item_of_another_scene_is_invalid(string id)
    {
        server.Serve("item.json", Item(unit, json => json["id"] = id));
        Assert.Equal((UnitStatus.Invalid, "item"), Outcome(await run.Run(unit)));
    }

    [Fact]
    public async Task An_item_without_a_baseline_is_invalid_and_never_guessed() // fault 10
    {
        server.Serve("item.json", Item(unit, json => json["properties"]!.AsObject().Remove("s2:processing_baseline")));
        Assert.Equal((UnitStatus.Invalid, "baseline"), Outcome(await run.Run(unit)));
    }

    [Fact]
    public async Task Of_a_hundred_megabytes_no_more_than_one_is_asked_for() // fault 17
    {
        server.Serve("item.json", new byte[100_000_000]);
        Assert.Equal((UnitStatus.Invalid, "too-large"), Outcome(await run.Run(unit)));
        Assert.Equal(("/item.json", 0L, (1L << 20) - 1), Assert.Single(server.Requests));
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("https://evil.test/item.json")]
    [InlineData("file:///etc/passwd")]
    public async Task Neither_the_item_nor_what_it_names_may_lie_anywhere_else(string href) // fault 37
    {
        Assert.Equal((UnitStatus.Invalid, "address"), Outcome(await run.Run(unit with { Scene = unit.Scene with { ItemHref = href } })));
        Assert.Empty(server.Requests);
        server.Serve("item.json", Item(unit, json => json["assets"]!["red"]!["href"] = href));
        Assert.Equal((UnitStatus.Invalid, "address"), Outcome(await run.Run(unit)));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Without_an_item_there_is_no_baseline() =>
        Assert.Equal((UnitStatus.Invalid, "baseline"), Outcome(await run.Run(unit with { Scene = unit.Scene with { ItemHref = null } })));

    static (UnitStatus, string?) Outcome(UnitRecord record) => (record.Status, record.Reason);

    static byte[] Item(WorkUnit unit, Action<JsonObject>? change = null)
    {
        static JsonObject Asset(string href) => new() { ["href"] = href };
        var json = new JsonObject
        {
            ["type"] = "Feature",
            ["id"] = TestScene.Id,
            ["collection"] = "sentinel-2-l2a",
            ["properties"] = new JsonObject
            {
                ["datetime"] = "2022-06-12T10:00:00Z",
                ["proj:epsg"] = 32632,
                ["s2:processing_baseline"] = "04.00",
                ["earthsearch:boa_offset_applied"] = false,
            },
            ["assets"] = new JsonObject { ["red"] = Asset(unit.Scene.Red.Href), ["nir"] = Asset(unit.Scene.Nir.Href),
                ["scl"] = Asset(unit.Scene.Scl.Href) },
        };
        change?.Invoke(json);
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }
}
