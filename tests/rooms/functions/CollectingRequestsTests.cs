using System.Collections.Concurrent;
using Amazon.Runtime;
using Amazon.S3.Model;
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

    /// <summary>Rows, items and cells; one more where the run has zones.</summary>
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

        var raster = run.Keys.Output + OutputNames.Raster(plan.Units[0].Id, "ndvi");
        await UploadInParts(raster, await Store.Get(raster, default)); // the same bytes, of which a listing tells no MD5
        requests = 0;
        var batches = new OutputBatches(new ObjectStore(client, Store.Bucket), run.Keys, plan, request);
        await batches.Collect(0, default);
        Assert.Equal((OfAUnit * plan.Units.Count) + Listings + OfABatch + 1, requests);
        Assert.All(await batches.Rows(default), row => Assert.Equal(UnitStatus.Done, row.Status));
    }

    async Task UploadInParts(string key, byte[] content)
    {
        using var client = S3.NewClient();
        var id = (await client.InitiateMultipartUploadAsync(Store.Bucket, key)).UploadId;
        var part = await client.UploadPartAsync(new UploadPartRequest
        {
            BucketName = Store.Bucket, Key = key, UploadId = id, PartNumber = 1, InputStream = new MemoryStream(content),
        });
        await client.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest
        {
            BucketName = Store.Bucket, Key = key, UploadId = id, PartETags = [new(1, part.ETag)],
        });
    }

    [Fact]
    public async Task Planning_writes_each_work_unit_and_reads_none_that_is_as_it_was_written()
    {
        using var client = S3.NewClient();
        ConcurrentQueue<string> ofUnits = []; // units are written side by side
        client.BeforeRequestEvent += (_, e) =>
        {
            if (e is WebServiceRequestEventArgs { Request: PutObjectRequest { Key: var written } } && IsUnit(written))
                ofUnits.Enqueue("write");
            if (e is WebServiceRequestEventArgs { Request: GetObjectRequest { Key: var read } } && IsUnit(read))
                ofUnits.Enqueue("read");
        };
        var run = (await Run()).On(new ObjectStore(client, Store.Bucket));
        await run.Plan();
        Assert.Equal(["write", "write", "write"], ofUnits);
        var unit = run.Keys.Unit((await Choice(run)).Units[1].Id);
        await UploadInParts(unit, await Store.Get(unit, default)); // another version of the same bytes
        await run.Plan();
        Assert.Equal(["write", "write", "write", "read"], ofUnits);

        static bool IsUnit(string key) => key.Contains("/units/", StringComparison.Ordinal);
    }
}
