using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Backfill;
using Vegetation.Functions.Planning;
using Vegetation.Functions.Searching;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions;

/// <summary>The functions over one bucket, whoever hosts them. Public for AWS's host, which finds it by its type.</summary>
public sealed class FunctionSet
{
    internal FunctionSet(ObjectStore store, FunctionSettings settings, TimeProvider time)
    {
        var geospatial = new Lazy<GeospatialService>(() => new()); // ours or AWS's, see Functions.csproj; few runs ask it
        var catalogs = new CatalogDirectory(
            CatalogDirectory.Http(), (path, body, token) => geospatial.Value.Post(path, body, token), time, Random.Shared.NextDouble);
        SearchScenes = new(store, catalogs, settings.AllowLoopback, time, settings.SearchSlices);
        BuildManifests = new(store, time, settings.AssetHosts, settings.Region, settings.JobLimits);
        AggregateOutputs = new(store, time, settings.AllowFolders, settings.TagOutputs, settings.PublicAddress);
        PlanBackfill = new(store, time);
    }

    internal SceneSearch SearchScenes { get; }

    internal ManifestBuilder BuildManifests { get; }

    internal OutputAggregation AggregateOutputs { get; }

    internal BackfillPlanner PlanBackfill { get; }

    internal static FunctionSet FromEnvironment(FunctionSettings settings, TimeProvider time) =>
        new(new ObjectStore(ObjectStore.Client(), settings.Bucket, settings.OnThisMachine), settings, time);
}
