using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Vegetation.Functions.Hosting;

namespace Vegetation.Functions;

/// <summary>The functions by name: each reads its event, calls its class and writes the answer.</summary>
internal static class Handlers
{
    public static Handler Create(string name, FunctionSettings settings, TimeProvider time)
    {
        var functions = FunctionSet.FromEnvironment(settings, time);
        var json = FunctionsJson.Default;
        return name switch
        {
            "SearchScenes" => Typed(json.SearchScenesInput, json.SearchScenesOutput, functions.SearchScenes.Run),
            "BuildManifests" => Typed(json.BuildManifestsInput, json.BuildManifestsOutput, functions.BuildManifests.Run),
            "AggregateOutputs" => Typed(json.AggregateOutputsInput, json.AggregateOutputsOutput, functions.AggregateOutputs.Run),
            "PlanBackfill" => Typed(json.PlanBackfillInput, json.PlanBackfillOutput, functions.PlanBackfill.Run),
            _ => throw new ArgumentException(
                $"got handler \"{name}\"; expected SearchScenes, BuildManifests, AggregateOutputs or PlanBackfill"),
        };
    }

    static Handler Typed<TIn, TOut>(
        JsonTypeInfo<TIn> input, JsonTypeInfo<TOut> output, Func<TIn, Invocation, CancellationToken, Task<TOut>> run) =>
        async (invocation, cancellationToken) =>
        {
            var read = JsonSerializer.Deserialize(invocation.Payload, input) ?? throw new JsonException("the event is null");
            return JsonSerializer.SerializeToUtf8Bytes(await run(read, invocation, cancellationToken), output);
        };
}
