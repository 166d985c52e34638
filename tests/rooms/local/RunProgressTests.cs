using System.Text.Json;
using Vegetation.Local;
using Vegetation.Local.Cloud;
using Vegetation.Local.Run;

namespace Vegetation.Tests.Local;

public sealed class RunProgressTests
{
    [Fact]
    public void A_scene_that_failed_and_then_succeeded_counts_as_done()
    {
        var progress = new RunProgress();
        progress.Apply(new StateEvent("StateEntered", "Run jobs", null, null));
        progress.Apply(new StateEvent("StateEntered", "Run job", 0, null));
        progress.Apply(new JobStarted("a1", 2, 1));
        progress.Apply(Record("s1", "done"));
        progress.Apply(Record("s2", "failed"));
        progress.Apply(new JobEnded("a1", null));
        progress.Apply(new JobStarted("a2", 1, 1));
        progress.Apply(Record("s2", "done"));
        Assert.Equal("Run jobs", progress.State);
        Assert.Equal((3, 3, 2, 1), (progress.UnitsStarted, progress.UnitsEnded, progress.Jobs, progress.JobsEnded));
        Assert.Equal(new Dictionary<string, int> { ["done"] = 2 }, progress.ByStatus);
        Assert.Equal(3.6, progress.Megapixels, 3);
    }

    [Fact]
    public void The_share_grows_from_the_search_over_the_jobs_to_the_end_of_the_aggregation()
    {
        var (progress, shares) = (new RunProgress(), new List<double>());
        CloudEvent[] happened =
        [
            Entered("Start"), Entered("Search scenes"), Answered("SearchScenes", """{"runId":"r","scenes":4}"""),
            Answered("BuildManifests", """{"next":"run-jobs","attempt":1}"""), Entered("Run jobs"), new JobStarted("a1", 2, 1),
            Record("s1", "done"), Record("s2", "done"), new JobEnded("a1", null), Entered("Aggregate outputs"),
            Answered("AggregateOutputs", """{"cursor":1}"""), Entered("More outputs?"), Entered("Aggregate outputs"),
            Answered("AggregateOutputs", """{"cursor":2}"""), Entered("Processed enough?"), Entered("Published"),
        ];
        foreach (var one in happened)
        {
            progress.Apply(one);
            shares.Add(progress.Share);
        }
        Assert.Equal(shares.Order(), shares);
        Assert.Equal((0, 1), (shares[0], shares[^1]));
        Assert.Equal([0, 0.05, 0.425, 0.8, 0.9], shares.Distinct().Take(5));
        Assert.InRange(shares[^3], 0.93, 0.94); // after the second batch
    }

    [Fact]
    public void Scenes_that_are_computed_again_take_the_share_back_to_the_jobs()
    {
        var progress = new RunProgress();
        foreach (var one in new CloudEvent[] { new JobStarted("a1", 2, 1), Record("s1", "done"), Record("s2", "failed"),
            Entered("Aggregate outputs"), Answered("AggregateOutputs", """{"next":"build-manifests"}"""),
            Answered("BuildManifests", """{"next":"run-jobs","attempt":2}"""), Entered("Run jobs") }) progress.Apply(one);
        Assert.Equal(0.8, progress.Share, 6);
        progress.Apply(new JobStarted("a2", 1, 1));
        Assert.Equal(0.55, progress.Share, 6);
    }

    static StateEvent Entered(string state) => new("StateEntered", state, null, null);

    static FunctionAnswered Answered(string handler, string answer) => new(handler, JsonElement.Parse(answer));

    static UnitRecorded Record(string unitId, string status)
    {
        using var record = JsonDocument.Parse($$"""{"status":"{{status}}","megapixels":1.2}""");
        return new UnitRecorded("job", unitId, record.RootElement.Clone());
    }
}
