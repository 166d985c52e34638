using System.Globalization;
using System.Text;
using Vegetation.Core;
using Vegetation.Core.Work;
using Vegetation.Functions;
using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Aggregation.Publishing;
using Vegetation.Products;

namespace Vegetation.Tests.Functions;

/// <summary>Which run latest.json points to, and to which run before a run is compared.</summary>
public sealed class PromotionTests(EmbeddedS3 s3) : AggregationTest(s3)
{
    [Theory]
    [InlineData("no JSON")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"runId":"of-an-older-shape","replaced":7}""")]
    [InlineData("""{"runId":"../elsewhere","replaced":"../../elsewhere"}""")]
    public async Task A_pointer_that_nobody_can_read_is_mended_by_the_next_run(string pointer)
    {
        await Store.Put(RunKeys.Latest, Encoding.UTF8.GetBytes(pointer), "application/json", default);
        var (run, units) = await Planned();
        foreach (var unit in units) await run.Finish(unit, UnitStatus.NoData);
        Assert.Equal("published", (await run.Aggregate()).Outcome);
        Assert.Equal(Name, (await Published(RunKeys.Latest)).RunId);
    }

    [Theory] // four tiles of which half is clear, minus those that fail
    [InlineData("", 3, "not-promoted")]
    [InlineData("", 2, "published")] // half is not less than half
    [InlineData(",\"minimumObservedOfPrevious\":0.8", 1, "not-promoted")]
    [InlineData(",\"minimumObservedOfPrevious\":0", 3, "published")]
    public async Task A_run_that_observes_much_less_land_than_the_run_before_is_written_and_not_promoted(
        string field, int failing, string outcome)
    {
        var (run, units) = await Planned(",\"from\":\"2023-12-04\",\"to\":\"2023-12-11\"");
        foreach (var unit in units) await run.Finish(unit, UnitStatus.Done);
        var first = await run.Aggregate();
        var (later, laterUnits) = await Later(field);
        foreach (var unit in laterUnits[..failing]) await later.Finish(unit, UnitStatus.Failed, "decode");
        foreach (var unit in laterUnits[failing..]) await later.Finish(unit, UnitStatus.Done);
        var output = await later.Aggregate();
        Assert.Equal((outcome, first.Land!.ExpectedKm2), (output.Outcome, output.Land!.ExpectedKm2));
        Assert.Equal(outcome == "published" ? Name + "-later" : Name, (await Published(RunKeys.Latest)).RunId);
        var (own, ledger) = (await Published(later.Keys.Product(ProductNames.Published)), await Ledger(later));
        Assert.Equal((output.Land, output.Land, output.Message), (own.Land, ledger.Land, ledger.Message));
        Assert.Equal(outcome == "published" ? null : output.Message, own.NotPromoted);
        var less = string.Create(
            CultureInfo.InvariantCulture, $"of the {first.Land.ObservedKm2:N0} km² of {Name} (minimumObservedOfPrevious)");
        Assert.Equal(outcome != "published", output.Message!.Contains(less, StringComparison.Ordinal));
        Assert.Equal(Name, ledger.Change["ndvi"].RunId); // the change is there all the same
    }

    [Fact]
    public async Task A_week_that_is_run_again_is_compared_with_the_week_before_and_not_with_itself()
    {
        var (run, units) = await Planned(",\"minimumProcessed\":0");
        foreach (var unit in units) await run.Finish(unit, UnitStatus.Done);
        await run.Aggregate();
        foreach (var unit in units[1..]) await run.Finish(unit, UnitStatus.Failed, "decode");
        Assert.Equal("published", (await run.Aggregate()).Outcome);
    }

    Task<PublishedRun> Published(string key) => Store.GetJson(key, FunctionsJson.Default.PublishedRun, default);

    async Task<(RunOnS3 Run, string[] Units)> Later(string field)
    {
        var run = await RunOnS3.WithScenes(
            Store, Name + "-later", [.. Tiles.Select(t => RunOnS3.Scene(t, 12))],
            RunOnS3.SmallArea[..^1] + ",\"from\":\"2023-12-11\",\"to\":\"2023-12-18\",\"minimumProcessed\":0" + field + "}");
        await run.Plan();
        return (run, [.. Tiles.Select(t => RunOnS3.Scene(t, 12).Id)]);
    }
}
