using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core.Geography;
using Vegetation.Core.Work;
using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Aggregation.Collecting;
using Vegetation.Functions.Aggregation.Publishing;
using Vegetation.Products;
using Vegetation.Products.Ledger;

namespace Vegetation.Tests.Functions;

/// <summary>How much land a run expected, observed and saw clearly, and the sentence that says how it ended.</summary>
public sealed class AggregatedLandTests(EmbeddedS3 s3) : AggregationTest(s3)
{
    [Theory]
    [InlineData(Outcome.Published, 15, 15, 0, 0, 0, 0, "15 of 15 scenes processed.")]
    [InlineData(Outcome.Published, 15, 11, 0, 1, 0, 3, "12 of 15 scenes processed, 1 of them suspect; 3 failed.")]
    [InlineData(Outcome.Published, 15, 9, 2, 1, 1, 2, "12 of 15 scenes processed, 1 of them suspect; 2 failed, 1 invalid.")]
    [InlineData(Outcome.Incomplete, 8581, 8580, 0, 0, 1, 0, // not rounded up to 1
        "8,580 of 8,581 scenes processed; 1 invalid: got a share of 0.9998 processed; expected at least 0.95 (minimumProcessed).")]
    [InlineData(Outcome.Incomplete, 4, 0, 0, 1, 0, 3,
        "1 of 4 scenes processed, 1 of them suspect; 3 failed: got a share of 0.25 processed; expected")]
    public void The_message_counts_suspect_scenes_as_processed_and_names_all_others(
        string outcome, int units, int done, int noData, int suspect, int invalid, int failed, string says)
    {
        var counts = new StatusCounts(units, done, noData, suspect, invalid, failed);
        var message = Outcomes.Message(outcome, counts, new(0, 0, 0), null, new([], 0, 20, [], []), RequestDefaults());
        Assert.StartsWith(says, message, StringComparison.Ordinal);
    }

    static Vegetation.Core.Requests.Request RequestDefaults()
    {
        using var asked = JsonDocument.Parse("{}");
        return Vegetation.Core.Requests.RequestReader.Read(asked.RootElement, DateTimeOffset.UnixEpoch).OrThrow();
    }

    [Fact]
    public async Task Land_is_expected_observed_and_clear_tile_by_tile_and_all_together()
    {
        var (run, units) = await Planned(",\"minimumProcessed\":0");
        await run.Finish(units[0], UnitStatus.Done, nodata: 4); // of 8 pixels 4 without data, 2 clear
        await run.Finish(units[1], UnitStatus.NoData);
        await run.Finish(units[2], UnitStatus.Failed, "decode");
        var (output, rows) = (await run.Aggregate(), (await Ledger(run)).Rows);
        var land = Tiles.Select(LandTiles.SquareKilometres).ToArray();
        Assert.All(land, squareKilometres => Assert.InRange(squareKilometres, 9990, 10_010));
        Assert.Equal(
            [
                (land[0], (int)Math.Round(land[0] / 2.0), (int)Math.Round(land[0] / 4.0)), (land[1], land[1], 0),
                (land[2], 0, 0), (land[3], 0, 0),
            ],
            Tiles.Select(tile => rows.Single(r => r.Tile == tile)).Select(r => (r.LandKm2, r.ObservedKm2, r.ClearKm2)));
        Assert.Equal(
            new LandArea(rows.Sum(r => (long)r.LandKm2), rows.Sum(r => (long)r.ObservedKm2), rows.Sum(r => (long)r.ClearKm2)), output.Land);
        Assert.All(rows, row => Assert.Equal(LandTiles.SquareKilometres(row.Tile), row.LandKm2));
        var json = JsonNode.Parse(await Product(run, ProductNames.LedgerJson))!["land"]!;
        Assert.Equal(Math.Round(output.Land!.ObservedKm2 / (double)output.Land.ExpectedKm2, 4), (double)json["observedShare"]!);
    }

    [Fact]
    public void Of_several_scenes_of_a_tile_the_largest_land_counts() => Assert.Equal(
        new LandArea(160, 90, 40),
        LandArea.Of([Row("a", 100, 90, 10), Row("a", 100, 50, 40), Row("b", 60, 0, 0)]));

    static LedgerRow Row(string tile, int land, int observed, int clear) =>
        new() { Tile = tile, LandKm2 = land, ObservedKm2 = observed, ClearKm2 = clear };
}
