using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core.Archive;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Products;
using Vegetation.Products.Stac;
using Vegetation.Tests.Products.Index;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Functions;

/// <summary>What a run whose products anybody may read says of their addresses.</summary>
public sealed class PublicAddressTests(EmbeddedS3 s3) : WeeklyRunsTest(s3)
{
    const string Root = "https://maps.example.org/";

    async Task<RunOnS3> Ready()
    {
        var (run, _) = await Ready("2023-W49", 5000);
        return new(Store, run.Keys.RunId.ToString(), IsoWeek.TryParse("2023-W49")!.Value.Window) { Address = new(Root) };
    }

    [Fact]
    public async Task Every_document_names_itself_and_leads_by_https_to_objects_of_the_bucket()
    {
        var run = await Ready();
        await run.Aggregate();
        var map = Assert.Single(await Keys(ArchiveSeries.AllMaps), key => key != MapCollection.Key);
        foreach (var key in new[] { RunKeys.Catalog, MapCollection.Key, map, run.Keys.Product(ProductNames.Collection) })
        {
            var document = JsonElement.Parse(await Store.Get(key, default));
            Assert.Empty(StacRules.Faults(document));
            var links = document.GetProperty("links").EnumerateArray().ToLookup(Rel, Href);
            Assert.Equal([Root + key], links["self"]);
            var assets = document.TryGetProperty("assets", out var all) ? all.EnumerateObject().Select(asset => Href(asset.Value)) : [];
            foreach (var href in links.Where(rel => rel.Key != "license").SelectMany(rel => rel).Concat(assets))
            {
                Assert.StartsWith(Root, href);
                Assert.NotNull(await Store.Head(href[Root.Length..], default));
            }
        }

        static string Rel(JsonElement link) => link.GetProperty("rel").GetString()!;
        static string Href(JsonElement link) => link.GetProperty("href").GetString()!;
    }

    [Fact]
    public async Task The_reader_of_STAC_Browser_opens_all_of_it_and_finds_pictures_and_rasters()
    {
        var run = await Ready();
        await run.Aggregate();
        using var folder = new TemporaryFolder();
        var documents = new JsonObject();
        foreach (var key in (await Keys("")).Where(key => key.EndsWith(".json", StringComparison.Ordinal)))
            documents[key] = JsonNode.Parse(await Store.Get(key, default));
        await File.WriteAllTextAsync(folder["documents.json"], documents.ToJsonString());
        var script = Path.Combine(Repository.Root, "tests", "rooms", "products", "Index", "reader.mjs");
        var opened = JsonElement.Parse(Tool.Run("node", script, Root, folder["documents.json"])).EnumerateArray().ToList();
        Assert.Equal(["Catalog", "Collection", "Collection", "Feature", "Feature"], Texts(opened, "type").Order());
        var map = opened.Single(document => document.GetProperty("url").GetString()!.StartsWith($"{Root}maps/", StringComparison.Ordinal)
            && document.GetProperty("type").GetString() == "Feature");
        Assert.Equal(["NDVI, 2023-12-04 to 2023-12-10"], Texts([map], "title"));
        Assert.Equal(
            [$"{Root}{run.Keys.Product(run.Files().Map)}", $"{Root}{run.Keys.Product(run.Files().MapPicture)}"],
            new[] { "rasters", "pictures" }.SelectMany(name => map.GetProperty(name).EnumerateArray()).Select(href => href.GetString()));

        static IEnumerable<string?> Texts(IEnumerable<JsonElement> of, string name) =>
            of.Select(document => document.GetProperty(name).GetString());
    }

    [Fact]
    public async Task The_table_of_items_leads_to_the_rasters_wherever_it_is_copied()
    {
        var run = await Ready();
        await run.Aggregate();
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder["items.parquet"], await Store.Get(run.Keys.Product(ProductNames.ItemsParquet), default));
        var row = Assert.Single(DuckDb.Rows($"SELECT id, assets.ndvi.href AS href FROM '{folder["items.parquet"]}'"));
        Assert.Equal($"{Root}{run.Keys.Output}ndvi/{row["id"]}_ndvi.tif", row["href"]);
    }

    [Fact]
    public async Task Mail_and_answer_lead_to_the_pages_that_anybody_may_open()
    {
        var run = await Ready();
        var answer = await run.Aggregate();
        Assert.Equal(Root + run.Keys.Report, answer.Address);
        Assert.Contains($"Report: {Root}{run.Keys.Report}\n", answer.Mail!.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("console.aws.amazon.com", answer.Mail.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("maps.example.org/")]
    [InlineData("http://maps.example.org/")]
    [InlineData("https://maps.example.org")]
    [InlineData("https://maps.example.org/maps")]
    public void An_address_that_would_give_wrong_links_is_refused(string text) => Assert.Contains(
        "expected an https address that ends with a slash", Assert.Throws<FormatException>(() => new PublicAddress(text)).Message);
}
