using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Catalogs;
using Vegetation.Functions.Catalogs.Geospatial;
using Vegetation.Functions.Planning;
using Vegetation.Functions.Searching;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions;

/// <summary>The three functions over one bucket, whoever hosts them.</summary>
public sealed class FunctionSet(ObjectStore store, FunctionSettings settings, TimeProvider time)
{
    public SceneSearch SearchScenes { get; } =
        new(store, new CatalogDirectory(CatalogDirectory.Http(), new GeospatialConfig(), time, Random.Shared.NextDouble),
            settings.AllowLoopback, time, settings.SearchSlices);
    public ManifestBuilder BuildManifests { get; } = new(store);
    public OutputAggregation AggregateOutputs { get; } = new(store, time);

    public static FunctionSet FromEnvironment(FunctionSettings settings, TimeProvider time) =>
        new(new ObjectStore(ObjectStore.Client(), settings.Bucket, settings.HashObjects), settings, time);
}
