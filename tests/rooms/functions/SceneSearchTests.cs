using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Functions.Hosting;
using Vegetation.Functions.Planning;
using Vegetation.Functions.Searching;

namespace Vegetation.Tests.Functions;

public sealed class SceneSearchTests(EmbeddedS3 s3) : SceneSearchTest(s3)
{
    [Fact]
    public async Task Every_page_is_followed_and_kept()
    {
        await using var catalog = await ScriptedCatalog.Start((n, _, root) => (200, n switch
        {
            1 => ScriptedCatalog.Page([ScriptedCatalog.Item("S2A_33UXP_20231205_0_L2A")], ScriptedCatalog.Next(root, "two")),
            2 => ScriptedCatalog.Page([ScriptedCatalog.Item("S2A_33UWP_20231205_0_L2A")], ScriptedCatalog.Next(root, "three")),
            _ => ScriptedCatalog.Page([]),
        }));
        var output = await Search(catalog.Address);
        Assert.Equal((Name, 2, null), (output.RunId, output.Scenes, output.Cursor));
        Assert.Equal(3, (await Pages()).Count);
        Assert.Contains("\"token\":\"three\"", catalog.Asked.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Zones_that_are_not_there_are_refused_before_anything_is_searched()
    {
        await using var catalog = await ScriptedCatalog.Start((_, _, _) => (200, ScriptedCatalog.Page([])));
        var refused = await Assert.ThrowsAsync<InvalidRequestException>(
            () => Search(catalog.Address, extra: ",\"zones\":{\"key\":\"zones/feilds.geojson\"}"));
        Assert.Equal($"zones.key: got s3://{Store.Bucket}/zones/feilds.geojson, which does not exist; expected an object of this "
            + "bucket: upload it first.", refused.Message);
        Assert.Empty(catalog.Asked);
        await Store.Put("zones/fields.geojson", "{}"u8.ToArray(), "any/type", default);
        Assert.Equal(0, (await Search(catalog.Address, extra: ",\"zones\":{\"key\":\"zones/fields.geojson\"}")).Scenes);
    }

    [Fact]
    public async Task A_repeated_call_asks_nothing_and_changes_nothing()
    {
        await using var catalog = await ScriptedCatalog.Start(
            (_, _, _) => (200, ScriptedCatalog.Page([ScriptedCatalog.Item("S2A_33UXP_20231205_0_L2A")])));
        var first = await Search(catalog.Address);
        Assert.Equal(first, await Search(catalog.Address));
        Assert.Single(catalog.Asked);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_kept_page_that_is_gone_leaves_no_hole(int gone)
    {
        await using var catalog = await ScriptedCatalog.Start((n, _, root) =>
            (200, ScriptedCatalog.Page(
                [ScriptedCatalog.Item($"S2A_33UXP_2023120{n + 3}_0_L2A")], n < 3 ? ScriptedCatalog.Next(root, $"{n}") : null)));
        await Search(catalog.Address);
        var key = new RunKeys(new RunId(Name)).SearchPage(new(1, 0, gone));
        await S3.Delete(key);
        var plan = await Assert.ThrowsAsync<FileNotFoundException>(() =>
            new ManifestBuilder(Store, TimeProvider.System)
                .Run(new BuildManifestsInput(Name, null, null) { Quota = new(10_000) }, In(TimeSpan.FromMinutes(10)), default));
        Assert.Contains($"{key} is missing", plan.Message, StringComparison.Ordinal);
        var again = await Record.ExceptionAsync(() => Search(catalog.Address)); // where it is the last, the search goes on there
        Assert.Equal(gone < 3, again is FileNotFoundException e && e.Message.Contains($"{key} is missing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pages_of_items_without_names_are_told_apart_by_what_they_hold()
    {
        await using var catalog = await ScriptedCatalog.Start((n, _, root) =>
            (200, ScriptedCatalog.Page(
                [$$"""{"number":{{n}}}""", .. n == 3 ? [ScriptedCatalog.Item("S2A_33UXP_20231205_0_L2A")] : Array.Empty<string>()], n < 3
                ? ScriptedCatalog.Next(root, $"{n}") : null)));
        Assert.Null((await Search(catalog.Address)).Cursor);
        Assert.Equal(3, (await Found()).Unreadable.Count);
    }

    [Fact]
    public async Task Before_its_time_is_up_it_returns_a_cursor_and_goes_on_there()
    {
        await using var catalog = await ScriptedCatalog.Start((n, _, root) =>
            (200, ScriptedCatalog.Page(
                [ScriptedCatalog.Item($"S2A_33UXP_2023120{n}_0_L2A")], n < 3 ? ScriptedCatalog.Next(root, $"{n}") : null)));
        var first = await Search(catalog.Address, TimeSpan.FromSeconds(60));
        Assert.Equal((1, 2), (first.Scenes, first.Cursor));
        var second = await Sut()
            .Run(new SearchScenesInput(null, null, null, Name, first.Cursor), In(TimeSpan.FromMinutes(10)), CancellationToken.None);
        Assert.Equal((3, null), (second.Scenes, second.Cursor));
        Assert.Equal(3, catalog.Asked.Count);
    }

    [Fact]
    public async Task What_the_catalog_did_not_filter_is_filtered_here_and_counted() // fault 3
    {
        await using var catalog = await ScriptedCatalog.Start((_, _, _) => (200, ScriptedCatalog.Page(
        [
            ScriptedCatalog.Item("S2A_33UXP_20231205_0_L2A"),
            ScriptedCatalog.Item("S2A_33UXP_20231205_1_L2A", cloud: 60),
            ScriptedCatalog.Item("S2A_33UXP_20231204_0_L2A", sensed: "2023-12-05T00:00:00Z"),
            ScriptedCatalog.Item("S2A_33UXP_20231211_0_L2A", sensed: "2023-12-06T00:00:00Z"),
            ScriptedCatalog.Item("S2A_33UXP_20231203_0_L2A", sensed: "2023-12-04T23:59:59.999Z"),
            ScriptedCatalog.Item("S2A_31UFP_20231205_0_L2A", west: 3),
            ScriptedCatalog.Item("S2A_33UXP_20231206_0_L2A", collection: "sentinel-2-l1c"),
            """{"id":"../../x"}""",
        ])));
        Assert.Equal(3, (await Search(catalog.Address)).Scenes); // clouds are left to the choice
        var found = await Found();
        Assert.Equal(["S2A_33UXP_20231205_0_L2A", "S2A_33UXP_20231205_1_L2A", "S2A_33UXP_20231204_0_L2A"], found.Found.Select(s => s.Id));
        Assert.Equal("another-collection 1, outside-the-area 1, outside-the-window 2",
            string.Join(", ", found.Summary.LeftOut.Select(l => $"{l.Key} {l.Value}")));
        Assert.Equal("id", Assert.Single(found.Unreadable).Reason);
    }

    [Fact]
    public async Task An_id_on_two_pages_is_one_scene() // fault 5
    {
        await using var catalog = await ScriptedCatalog.Start((n, _, root) => (200, ScriptedCatalog.Page(
            [ScriptedCatalog.Item("S2A_33UXP_20231205_0_L2A"), ScriptedCatalog.Item($"S2A_33UWP_2023120{n + 4}_0_L2A")], n < 3
                ? ScriptedCatalog.Next(root, $"{n}") : null)));
        await Search(catalog.Address);
        var plan = await new ManifestBuilder(Store, TimeProvider.System)
            .Run(new BuildManifestsInput(Name, null, null) { Quota = new(10_000) }, In(TimeSpan.FromMinutes(10)), default);
        Assert.Equal(2, plan.Summary.Units);
    }

    [Fact]
    public async Task An_invalid_request_leaves_nothing_behind()
    {
        var error = await Assert.ThrowsAsync<InvalidRequestException>(() => Search("http://127.0.0.1:9", extra: ",\"jobs\":0"));
        Assert.Equal("InvalidRequest", FunctionError.From(error).ErrorType);
        Assert.Empty(await Store.List(new RunKeys(new RunId(Name)).Root, CancellationToken.None));
    }

    [Fact]
    public async Task Loopback_catalogs_are_for_this_machine_only()
    {
        var onAws = Sut(allowLoopback: false);
        await Assert.ThrowsAsync<InvalidRequestException>(
            () => onAws.Run(Input("""{"catalogs":["http://127.0.0.1:9/v1"]}"""), In(TimeSpan.FromMinutes(1)), CancellationToken.None));
    }

    [Fact]
    public async Task One_name_is_for_one_request()
    {
        await using var catalog = await ScriptedCatalog.Start((_, _, _) => (200, ScriptedCatalog.Page([])));
        await Search(catalog.Address);
        await Assert.ThrowsAsync<InvalidRequestException>(() => Search(catalog.Address, extra: ",\"jobs\":3"));
    }

    [Fact]
    public async Task A_scheduled_run_is_named_after_its_week()
    {
        await using var catalog = await ScriptedCatalog.Start((_, _, _) => (200, ScriptedCatalog.Page([])));
        var input = Input($$"""{"scheduledAt":"2023-12-11T06:00:07Z","catalogs":["{{catalog.Address}}"]}""");
        var output = await Sut().Run(input, In(TimeSpan.FromMinutes(10)), CancellationToken.None);
        Assert.StartsWith("2023-W49-", output.RunId, StringComparison.Ordinal);
    }
}
