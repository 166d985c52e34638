using System.Security.Cryptography;
using System.Text.Json;
using Vegetation.Core.Work;
using Vegetation.Functions.Aggregation;
using Vegetation.Products;
using Vegetation.Tests.Products.Index;

namespace Vegetation.Tests.Worker;

/// <summary>
/// The STAC item beside each NDVI file. No schema is fetched: the fields are checked by what their specifications say of them (<see
/// cref="StacRules"/>).
/// </summary>
public sealed class StacItemTests : IAsyncLifetime, IDisposable
{
    static readonly TestScene Scene = TestScene.Random(120, 80).WithClouds();

    readonly ShardRun run = new();
    RangeServer server = null!;
    UnitRecord record = null!;
    JsonElement item;

    public async Task InitializeAsync()
    {
        server = await RangeServer.Start();
        record = await run.Run(server.Serve(Scene));
        item = run.Item();
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => run.Dispose();

    [Fact]
    public void It_is_an_item_of_stac_1_1()
    {
        Assert.Equal(("Feature", "1.1.0"), (item.GetProperty("type").GetString(), item.GetProperty("stac_version").GetString()));
        foreach (var required in new[] { "id", "geometry", "bbox", "properties", "links", "assets" }) Assert.True(
            item.TryGetProperty(required, out _), required);
        Assert.Equal("2022-06-12T10:00:00.000Z", Property("datetime").GetString());
    }

    [Fact]
    public void It_keeps_every_rule_of_the_specifications_that_it_names() => Assert.Empty(StacRules.Faults(item));

    [Theory]
    [InlineData(null, false)]
    [InlineData(12.5, true)]
    public async Task Clouds_that_the_catalog_does_not_state_are_no_reason_to_name_their_extension(double? cloudCover, bool named)
    {
        var unit = server.Serve(Scene, "clouds");
        await run.Run(unit with { Scene = unit.Scene with { CloudCover = cloudCover } });
        var again = run.Item();
        Assert.Equal(named, again.GetProperty("stac_extensions").EnumerateArray().Any(
            e => e.GetString()!.Contains("/eo/", StringComparison.Ordinal)));
        Assert.Empty(StacRules.Faults(again));
    }

    [Fact]
    public async Task Sun_and_orbit_are_those_of_the_source_and_their_extensions_are_named_with_them()
    {
        var unit = server.Serve(Scene, "sun");
        await run.Run(unit with { Scene = unit.Scene with { SunElevation = 61.5, SunAzimuth = 158.25, RelativeOrbit = 94 } });
        var again = run.Item();
        var properties = again.GetProperty("properties");
        Assert.Equal((61.5, 158.25, 94), (properties.GetProperty("view:sun_elevation").GetDouble(),
            properties.GetProperty("view:sun_azimuth").GetDouble(), properties.GetProperty("sat:relative_orbit").GetInt32()));
        Assert.Empty(StacRules.Faults(again));
        Assert.False(item.GetProperty("properties").TryGetProperty("sat:relative_orbit", out _)); // the other unit's source says none
    }

    [Fact]
    public void Its_title_names_index_tile_and_day() => Assert.Equal(
        $"NDVI of {TestScene.Id.Split('_')[1]}, 2022-06-12", Property("title").GetString());

    [Fact]
    public async Task A_unit_that_is_done_again_by_a_later_attempt_has_the_same_item_to_the_last_byte()
    {
        var path = run.Output(OutputNames.Item(TestScene.Id));
        var first = await File.ReadAllBytesAsync(path);
        run.Variables["ATTEMPT"] = "2";
        Assert.Equal(2, (await run.Run(server.Serve(Scene))).Attempt);
        Assert.Equal(first, await File.ReadAllBytesAsync(path));
    }

    [Fact]
    public void It_belongs_to_the_collection_of_its_run()
    {
        Assert.Equal("test-run", item.GetProperty("collection").GetString());
        var up = item.GetProperty("links").EnumerateArray().Where(link =>
            link.GetProperty("rel").GetString() is "root" or "parent" or "collection").ToList();
        Assert.Equal(3, up.Count);
        var keys = new RunKeys(new RunId("test-run"));
        var at = new Uri($"s3://bucket/{keys.Output}{OutputNames.Item(TestScene.Id)}");
        Assert.All(up, link => Assert.Equal($"s3://bucket/{keys.Product(ProductNames.Collection)}",
            new Uri(at, link.GetProperty("href").GetString()!).ToString()));
    }

    [Fact]
    public void Files_have_their_size_and_checksum_as_a_multihash()
    {
        foreach (var name in new[] { "ndvi", "thumbnail" })
        {
            var asset = item.GetProperty("assets").GetProperty(name);
            var bytes = File.ReadAllBytes(run.Output(Path.Combine("ndvi", asset.GetProperty("href").GetString()!)));
            Assert.Equal(bytes.LongLength, asset.GetProperty("file:size").GetInt64());
            Assert.Equal([0x12, 0x20, .. SHA256.HashData(bytes)], Convert.FromHexString(asset.GetProperty("file:checksum").GetString()!));
        }
    }

    [Fact]
    public void The_grid_is_that_of_the_file()
    {
        Assert.Equal("EPSG:32632", Property("proj:code").GetString());
        Assert.Equal([80, 120], Property("proj:shape").EnumerateArray().Select(n => n.GetInt32()));
        Assert.Equal([10, 0, 600000, 0, -10, 5200020], Property("proj:transform").EnumerateArray().Select(n => n.GetDouble()));
        Assert.Equal([600000, 5199220, 601200, 5200020], Property("proj:bbox").EnumerateArray().Select(n => n.GetDouble()));
    }

    [Fact]
    public void The_classes_of_the_mask_say_what_became_of_them_and_how_many_pixels_they_have()
    {
        var mask = item.GetProperty("assets").GetProperty("scl");
        Assert.Equal("data-mask", mask.GetProperty("roles")[0].GetString());
        var classes = mask.GetProperty("classification:classes").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(0, 12), classes.Select(c => c.GetProperty("value").GetInt32()));
        Assert.All(classes, c => Assert.Matches("^[0-9A-Za-z_-]+$", c.GetProperty("name").GetString()));
        Assert.Equal([0, 1, 3, 8, 9, 10, 11], Where("dropped"));
        Assert.Equal([3, 8, 9, 10], Where("dropped, and dilated by 2 SCL pixels"));
        Assert.Equal(record.Pixels!.ByClass.Take(12), classes.Select(c => c.GetProperty("count").GetInt64()));

        IEnumerable<int> Where(string treatment) => classes.Where(c =>
            c.GetProperty("description").GetString()!.StartsWith(treatment, StringComparison.Ordinal)).Select(
            c => c.GetProperty("value").GetInt32());
    }

    [Fact]
    public void It_says_what_was_counted_which_offset_was_taken_and_what_it_is_made_from()
    {
        var pixels = Property("vegetation:pixels").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetInt64());
        Assert.Equal((record.Pixels!.Valid, 120L * 80), (pixels["valid"], pixels.Values.Sum()));
        Assert.Equal((0, "flag", record.OffsetConfidence), (Property("vegetation:offset").GetInt32(),
            Property("vegetation:offset_basis").GetString(), Property("vegetation:offset_confidence").GetString()));
        var link = Assert.Single(item.GetProperty("links").EnumerateArray(), link => link.GetProperty("rel").GetString() == "derived_from");
        Assert.Equal(("https://catalog.test/item", 0), (link.GetProperty("href").GetString(),
            link.GetProperty("vegetation:offset").GetInt32()));
    }

    JsonElement Property(string name) => item.GetProperty("properties").GetProperty(name);
}
