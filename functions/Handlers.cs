using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Catalogs;
using Vegetation.Functions.Hosting;
using Vegetation.Functions.Planning;
using Vegetation.Functions.Searching;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions;

/// <summary>The three functions by name: each reads its event, calls its class and writes the answer.</summary>
public static class Handlers
{
    public static Handler Create(string name, FunctionSettings settings, TimeProvider clock)
    {
        var store = new ObjectStore(ObjectStore.Client(), settings.Bucket);
        var json = FunctionsJson.Default;
        return name switch
        {
            "SearchScenes" => Typed(json.SearchInput, json.SearchOutput, new SceneSearch(store, CatalogDirectory.Http(), settings.AllowLoopback, clock).Run),
            "BuildManifests" => Typed(json.PlanInput, json.PlanOutput, new ManifestBuilder(store).Run),
            "AggregateOutputs" => Typed(json.AggregateInput, json.AggregateOutput, new OutputAggregation(store).Run),
            _ => throw new ArgumentException($"\"{name}\" is no handler: SearchScenes, BuildManifests or AggregateOutputs"),
        };
    }

    static Handler Typed<TIn, TOut>(
        JsonTypeInfo<TIn> input, JsonTypeInfo<TOut> output, Func<TIn, Invocation, CancellationToken, Task<TOut>> run) =>
        async (invocation, cancellation) =>
        {
            var read = JsonSerializer.Deserialize(invocation.Payload, input) ?? throw new JsonException("the event is null");
            return JsonSerializer.SerializeToUtf8Bytes(await run(read, invocation, cancellation), output);
        };
}
