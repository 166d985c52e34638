using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Vegetation.Functions.Hosting;

namespace Vegetation.Functions;

/// <summary>The three functions by name: each reads its event, calls its class and writes the answer.</summary>
public static class Handlers
{
    public static Handler Create(string name, FunctionSettings settings, TimeProvider clock)
    {
        var functions = FunctionSet.FromEnvironment(settings, clock);
        var json = FunctionsJson.Default;
        return name switch
        {
            "SearchScenes" => Typed(json.SearchInput, json.SearchOutput, functions.SearchScenes.Run),
            "BuildManifests" => Typed(json.PlanInput, json.PlanOutput, functions.BuildManifests.Run),
            "AggregateOutputs" => Typed(json.AggregateInput, json.AggregateOutput, functions.AggregateOutputs.Run),
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
