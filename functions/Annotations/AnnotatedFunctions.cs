using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Annotations;
using Vegetation.Functions.Backfill;
using Vegetation.Functions.Hosting;
using Vegetation.Functions.Planning;
using Vegetation.Functions.Searching;

[assembly: LambdaGlobalProperties(GenerateMain = true, Runtime = "provided.al2023")]
[assembly: LambdaSerializer(typeof(Serializer))]

namespace Vegetation.Functions.Annotations;

/// <summary>
/// The functions by AWS's packages. The generated Main runs the one that ANNOTATIONS_HANDLER names; infra sets it. Memory and time
/// are set by infra too, and left out of the attributes: the template in which they end up is not deployed.
/// </summary>
public sealed class AnnotatedFunctions(FunctionSet functions)
{
    [LambdaFunction]
    public Task<SearchScenesOutput> SearchScenes(SearchScenesInput input, ILambdaContext context) =>
        Run(functions.SearchScenes.Run, input, FunctionsJson.Default.SearchScenesOutput, context);

    [LambdaFunction]
    public Task<BuildManifestsOutput> BuildManifests(BuildManifestsInput input, ILambdaContext context) =>
        Run(functions.BuildManifests.Run, input, FunctionsJson.Default.BuildManifestsOutput, context);

    [LambdaFunction]
    public Task<AggregateOutputsOutput> AggregateOutputs(AggregateOutputsInput input, ILambdaContext context) =>
        Run(functions.AggregateOutputs.Run, input, FunctionsJson.Default.AggregateOutputsOutput, context);

    [LambdaFunction]
    public Task<PlanBackfillOutput> PlanBackfill(PlanBackfillInput input, ILambdaContext context) =>
        Run(functions.PlanBackfill.Run, input, FunctionsJson.Default.PlanBackfillOutput, context);

    /// <exception cref="AnnotatedError">The function failed: by the name and with the message that the other host would give.</exception>
    static async Task<TOut> Run<TIn, TOut>(
        Func<TIn, Invocation, CancellationToken, Task<TOut>> run, TIn input, JsonTypeInfo<TOut> json, ILambdaContext context)
    {
        TOut output = default!;
        var invocation = new Invocation(context.AwsRequestId, [], TimeProvider.System.GetUtcNow() + context.RemainingTime, null);
        var (_, error) = await InvocationGuard.Run(
            async (call, token) => JsonSerializer.SerializeToUtf8Bytes(
                output = await run(input ?? throw new JsonException("the event is null"), call, token), json),
            invocation, TimeProvider.System, CancellationToken.None);
        return error is null ? output : throw AnnotatedError.Of(error);
    }
}
