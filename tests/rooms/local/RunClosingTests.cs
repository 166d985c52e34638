using System.Text.Json;
using Vegetation.Local;
using Vegetation.Local.Run;

namespace Vegetation.Tests.Local;

public sealed class RunClosingTests
{
    [Theory]
    [InlineData("10", "no-scenes", "At most 10 % clouds were asked for: --max-cloud 100 takes all acquisitions.", false)]
    [InlineData("100", "no-scenes", null, false)]
    [InlineData("10", "published", null, true)]
    [InlineData("100", "published", "The maps have no value: no clear pixel of land lies in them.", true, "{}")] // of the sea
    [InlineData("0.3", "published", "The maps have no value: no clear pixel of land lies in them.\n"
        + "At most 0.3 % clouds were asked for: --max-cloud 100 takes all acquisitions.", true, "null")]
    public void Where_nothing_was_found_the_filter_of_clouds_is_named_and_no_maps_are_offered(
        string clouds, string outcome, string? last, bool hasMaps, string means = """{"ndvi":0.5}""")
    {
        var (request, error) = RunRequest.Build(
            new RunOptions { Area = "10,45,11,46", MaxCloud = clouds }, null, DateTimeOffset.UnixEpoch.AddYears(54));
        Assert.True(request is not null, error);
        var result = new ExecutionResult(
            true, JsonElement.Parse($$"""{"outcome":"{{outcome}}","message":"It ended.","means":{{means}}}"""), null, null, 0);
        string[] expected = ["It ended.", .. last?.Split('\n') ?? []];
        Assert.Equal(expected, RunClosing.Lines(new RunProgress(), result, request));
        var found = new RunProgress(); // scenes that clouds or the area's limits left out, or that an earlier start had processed
        found.Apply(new FunctionAnswered("SearchScenes", JsonElement.Parse("""{"runId":"r","scenes":4}""")));
        string[] before = outcome == "no-scenes" ? [] : ["All scenes of this run had been processed before; --fresh starts a new run."];
        Assert.Equal([.. before, .. expected], RunClosing.Lines(found, result, request));
        Assert.Equal(hasMaps, RunClosing.HasMaps(result, request));
    }

    [Fact]
    public void A_plan_without_a_scene_says_itself_what_to_change()
    {
        var request = RunRequest.Build(
            new RunOptions { Area = "10,45,11,46", DryRun = true }, null, DateTimeOffset.UnixEpoch.AddYears(54)).Request!;
        var plan = JsonElement.Parse("""{"estimate":{"scenes":0},"message":"Planned: raise maxCloudCover."}""");
        Assert.Equal(
            ["Planned: raise maxCloudCover."], RunClosing.Lines(new RunProgress(), new(true, plan, null, null, 0), request));
    }
}
