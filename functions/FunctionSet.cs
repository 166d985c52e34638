using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Catalogs;
using Vegetation.Functions.Catalogs.Geospatial;
using Vegetation.Functions.Planning;
using Vegetation.Functions.Searching;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions;

/// <summary>The three functions over one bucket, whoever hosts them.</summary>
public sealed class FunctionSet(ObjectStore store, FunctionSettings settings, TimeProvider clock)
{
    public SceneSearch SearchScenes { get; } =
        new(store, new CatalogDirectory(CatalogDirectory.Http(), new GeospatialConfig(), clock, Random.Shared.NextDouble), settings.AllowLoopback, clock);
    public ManifestBuilder BuildManifests { get; } = new(store);
    public OutputAggregation AggregateOutputs { get; } = new(store, clock);

    public static FunctionSet FromEnvironment(FunctionSettings settings, TimeProvider clock) =>
        new(new ObjectStore(ObjectStore.Client(), settings.Bucket, settings.HashObjects), settings, clock);
}
