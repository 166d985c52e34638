using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Vegetation.Core.Archive;
using Vegetation.Core.Work;
using Vegetation.Functions.Aggregation.Publishing;
using Vegetation.Products;
using Vegetation.Products.Stac;
using Vegetation.Raster;
using Vegetation.Tests.Products.Index;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Functions;

/// <summary>The STAC catalog over all runs.</summary>
public sealed class MapCatalogTests(EmbeddedS3 s3) : WeeklyRunsTest(s3)
{
    async Task<JsonElement> Json(string key) => JsonElement.Parse(await Store.Get(key, default));

    static string Resolve(string key, string href) => new Uri(new Uri($"s3://bucket/{key}"), href).AbsolutePath[1..];

    static IEnumerable<string> Links(JsonElement document, string rel) => document.GetProperty("links").EnumerateArray()
        .Where(link => link.GetProperty("rel").GetString() == rel).Select(link => link.GetProperty("href").GetString()!);

    [Fact]
    public async Task Every_link_from_the_catalog_down_leads_to_an_object_and_every_document_follows_the_rules()
    {
        using var folder = new TemporaryFolder();
        var files = new List<string>();
        await Run("2023-W48", 4000);
        await Run("2023-W49", 5000);
        var (open, seen) = (new Queue<string>([RunKeys.Catalog]), new HashSet<string>([RunKeys.Catalog], StringComparer.Ordinal));
        while (open.TryDequeue(out var key))
        {
            var document = await Json(key);
            Assert.Empty(StacRules.Faults(document));
            await File.WriteAllBytesAsync(folder[$"{files.Count}.json"], await Store.Get(key, default));
            files.Add(folder[$"{files.Count}.json"]);
            string[] rels = ["root", "parent", "collection", "child", "derived_from", "related"];
            foreach (var href in rels.SelectMany(rel => Links(document, rel)))
                Assert.NotNull(await Store.Head(Resolve(key, href), default));
            foreach (var next in new[] { "child", "item" }.SelectMany(rel => Links(document, rel)).Select(href => Resolve(key, href)))
                if (!next.Contains("/output/", StringComparison.Ordinal) && seen.Add(next)) open.Enqueue(next);
        }
        StacSchemas.RequireAll(files);
        Assert.Equal(2, seen.Count(key => key.StartsWith(ArchiveSeries.AllMaps, StringComparison.Ordinal) && key != MapCollection.Key));
        Assert.Equal(2, seen.Count(key => key.EndsWith($"products/{ProductNames.Collection}", StringComparison.Ordinal)));
        foreach (var scenes in seen.Where(key => key.EndsWith($"products/{ProductNames.Collection}", StringComparison.Ordinal)))
            foreach (var rel in new[] { "root", "parent" })
                Assert.Equal(RunKeys.Catalog, Resolve(scenes, Assert.Single(Links(await Json(scenes), rel))));
        var titles = (await Json(RunKeys.Catalog)).GetProperty("links").EnumerateArray()
            .Where(link => link.GetProperty("href").GetString()!.Contains("/runs/", StringComparison.Ordinal))
            .Select(link => link.GetProperty("title").GetString()!).ToList();
        Assert.All(titles, title => Assert.Matches("^Scenes of NDVI.*, 2023-1.-.. to 2023-12-..", title));
        Assert.Equal(2, titles.Distinct().Count());
        var extent = (await Json(MapCollection.Key)).GetProperty("extent");
        Assert.Equal("[[16.4,47.9,16.6,48.1]]", extent.GetProperty("spatial").GetProperty("bbox").GetRawText());
        Assert.Equal(
            "[[\"2023-11-27T00:00:00.000Z\",\"2023-12-11T00:00:00.000Z\"]]",
            extent.GetProperty("temporal").GetProperty("interval").GetRawText());
    }

    [Fact]
    public async Task An_item_says_of_its_files_what_they_say_of_themselves()
    {
        await Run("2023-W48", 4000);
        var (run, _) = await Run("2023-W49", 5000);
        var key = Assert.Single(await Keys(ArchiveSeries.AllMaps), key => key.EndsWith("2023-W49.json", StringComparison.Ordinal));
        Assert.Matches("^maps/[0-9a-f]{16}/ndvi/10m/2023-W49[.]json$", key);
        var item = await Json(key);
        var assets = item.GetProperty("assets");
        Assert.Equal(["change", "change_picture", "map", "map_picture"], assets.EnumerateObject().Select(asset => asset.Name).Order());
        foreach (var asset in assets.EnumerateObject().Select(asset => asset.Value)) await RequireFile(key, asset);
        Assert.EndsWith($"/{run.Files().Map}", assets.GetProperty("map").GetProperty("href").GetString(), StringComparison.Ordinal);
        Assert.Equal(["ndvi", "change"], item.GetProperty("renders").EnumerateObject().Select(render => render.Name));
        var colours = item.GetProperty("renders").GetProperty("ndvi").GetProperty("colormap");
        Assert.Equal(("#5b7fb8", "#f3e0c8", "#00382d"),
            (colours.GetProperty("0").GetString(), colours.GetProperty("1").GetString(), colours.GetProperty("255").GetString()));
    }

    async Task RequireFile(string key, JsonElement asset)
    {
        using var folder = new TemporaryFolder();
        var content = await Store.Get(Resolve(key, asset.GetProperty("href").GetString()!), default);
        Assert.Equal(
            ($"1220{Convert.ToHexStringLower(SHA256.HashData(content))}", content.LongLength),
            (asset.GetProperty("file:checksum").GetString(), asset.GetProperty("file:size").GetInt64()));
        if (!asset.TryGetProperty("bands", out var bands)) return;
        await File.WriteAllBytesAsync(folder["a.tif"], content);
        using var reader = RasterReader.OpenFile(folder["a.tif"]);
        Assert.Equal(
            Enumerable.Range(1, reader.Bands).Select(band => (reader.Info(band).Description, reader.Info(band).Scale, reader.Nodata)),
            bands.EnumerateArray().Select(band => (
                band.GetProperty("description").GetString()!, band.GetProperty("raster:scale").GetDouble(),
                (double?)band.GetProperty("nodata").GetDouble())));
    }

    [Fact]
    public async Task A_week_that_is_run_again_replaces_its_map_and_what_is_no_item_is_left_out()
    {
        await Run("2023-W48", 4000);
        await Store.Put($"{ArchiveSeries.AllMaps}any.json", Encoding.UTF8.GetBytes("{\"properties\":[]}"), "application/json", default);
        var line = """
            {"collection":"weekly-maps","bbox":[180,50,-180,51],"properties":{"title":"","vegetation:run":"r",
            "start_datetime":"2023-01-01T00:00:00Z","end_datetime":"2023-01-02T00:00:00Z"}}
            """;
        await Store.Put($"{ArchiveSeries.AllMaps}line.json", Encoding.UTF8.GetBytes(line), "application/json", default);
        await Store.Put($"{ArchiveSeries.AllMaps}other.json", Encoding.UTF8.GetBytes("not"), "application/json", default);
        var (again, _) = await Run("2023-W48", 5000, name: "-again");
        var item = Assert.Single(Links(await Json(MapCollection.Key), "item"));
        Assert.Equal(
            again.Keys.RunId.ToString(),
            (await Json(Resolve(MapCollection.Key, item))).GetProperty("properties").GetProperty("vegetation:run").GetString());
        Assert.Equal(
            [$"./{MapCollection.Key}", $"./{again.Keys.Product(ProductNames.Collection)}"], Links(await Json(RunKeys.Catalog), "child"));
    }
}
