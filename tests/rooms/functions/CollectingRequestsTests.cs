using Vegetation.Core.Work;
using Vegetation.Functions.Aggregation.Collecting;
using Vegetation.Functions.Searching;
using Vegetation.Functions.Storage;

namespace Vegetation.Tests.Functions;

/// <summary>What collecting asks of S3: most of its time, and a term of a run's cost.</summary>
public sealed class CollectingRequestsTests(EmbeddedS3 s3) : PlanTest(s3)
{
    /// <summary>Record and contribution.</summary>
    const int OfAUnit = 2;

    /// <summary>Rasters, QA layers, items: a request for each thousand.</summary>
    const int Listings = 3;

    /// <summary>Rows, items and cells.</summary>
    const int OfABatch = 3;

    [Fact]
    public async Task Collecting_reads_two_objects_of_a_unit_and_writes_three_for_all()
    {
        var run = await Run();
        await run.Plan();
        var plan = await Choice(run);
        foreach (var unit in plan.Units) await run.Finish(unit.Id, UnitStatus.Done);
        var request = await SceneSearch.LoadRequest(Store, run.Keys, default);
        using var client = S3.NewClient();
        var requests = 0;
        client.BeforeRequestEvent += (_, _) => Interlocked.Increment(ref requests);
        await new OutputBatches(new ObjectStore(client, Store.Bucket), run.Keys, plan, request).Collect(0, default);
        Assert.Equal((OfAUnit * plan.Units.Count) + Listings + OfABatch, requests);
    }
}
