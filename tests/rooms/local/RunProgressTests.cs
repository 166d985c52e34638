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

    static UnitRecorded Record(string unitId, string status)
    {
        using var record = JsonDocument.Parse($$"""{"status":"{{status}}","megapixels":1.2}""");
        return new UnitRecorded("job", unitId, record.RootElement.Clone());
    }
}
