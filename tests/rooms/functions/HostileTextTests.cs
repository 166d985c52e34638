using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Functions;
using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Aggregation.Publishing;
using Vegetation.Functions.Searching;
using Vegetation.Products;
using Vegetation.Tests.Products.Index;

namespace Vegetation.Tests.Functions;

/// <summary>Texts from outside in a run's products.</summary>
public sealed class HostileTextTests(EmbeddedS3 s3) : AggregationTest(s3)
{
    [Fact]
    public async Task Texts_from_outside_are_plain_in_all_products()
    {
        const string hostile = "a\u202Eb\u0007c\nd\u2066";
        var run = await RunOnS3.WithScenes(
            Store, Name, [.. Tiles.Select(t => RunOnS3.Scene(t))], RunOnS3.SmallArea[..^1] + ",\"minimumProcessed\":0}");
        var page = new SearchPage(2, "earth-search", [], [new(hostile, hostile)], [new(hostile, "33UXP", "outside-the-area")], null);
        await Store.PutJson(run.Keys.SearchPage(page.Id), page, FunctionsJson.Default.SearchPage, default);
        await run.Plan();
        var units = Tiles.Select(t => RunOnS3.Scene(t).Id).ToArray();
        await run.Finish(units[0], UnitStatus.Done);
        await run.Finish(units[1], UnitStatus.Failed, hostile);
        await run.Recontribute(
            units[0], contribution => contribution["item"]!["properties"]!["platform"] = hostile + new string('x', 3000));
        await run.Aggregate();
        foreach (var product in new[] { ProductNames.LedgerJson, ProductNames.Collection, ProductNames.Footprints })
            Assert.All(Texts(JsonNode.Parse(await Product(run, product))!).Select(text => text.TrimEnd('.')),
                text => Assert.Equal(PlainText.Of(text), text));
        Assert.Equal("a b c d ", (await Ledger(run)).Rows.Single(r => r.UnitId == units[1]).Reason);
        Assert.Equal(new UnreadableItem("a b c d ", "a b c d "), Assert.Single((await Ledger(run)).Unreadable));
        Assert.Equal(
            ["a b c d " + new string('x', PlainText.MostLength - 8) + "..."], await Column(run, ProductNames.ItemsParquet, "platform"));
        Assert.Contains("a b c d ", await Column(run, ProductNames.LedgerParquet, "reason"));
        var report = Encoding.UTF8.GetString(await Product(run, ProductNames.Report));
        Assert.DoesNotContain("\\u202E", report, StringComparison.OrdinalIgnoreCase);
    }

    static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Texts(field.Value).Append(field.Key)),
        JsonArray values => values.SelectMany(Texts),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [(string)value!],
        _ => [],
    };

    async Task<IEnumerable<string?>> Column(RunOnS3 run, string product, string column)
    {
        using var folder = new Raster.TemporaryFolder();
        await File.WriteAllBytesAsync(folder[product], await Product(run, product));
        return [.. DuckDb.Rows($"SELECT {column} AS c FROM '{folder[product]}'").Select(row => (string?)row["c"])];
    }

    [Fact]
    public async Task Nothing_in_a_record_can_break_out_of_the_report()
    {
        var (run, units) = await Planned(""","minimumProcessed":0""");
        await run.Finish(units[0], UnitStatus.Failed, "</script><script>alert(1)</script>");
        await run.Aggregate();
        Assert.DoesNotContain("<script>alert", Encoding.UTF8.GetString(await Product(run, "index.html")), StringComparison.Ordinal);
    }
}
