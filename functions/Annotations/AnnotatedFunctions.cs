using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Annotations;
using Vegetation.Functions.Hosting;
using Vegetation.Functions.Planning;
using Vegetation.Functions.Searching;

[assembly: LambdaGlobalProperties(GenerateMain = true, Runtime = "provided.al2023")]
[assembly: LambdaSerializer(typeof(Serializer))]

namespace Vegetation.Functions.Annotations;

/// <summary>
/// The three functions by AWS's packages. The generated Main runs the one that ANNOTATIONS_HANDLER names; infra sets it. Memory and time are
/// set by infra too: the attributes here end up in a template that is not deployed.
/// </summary>
public sealed class AnnotatedFunctions(FunctionSet functions)
{
    static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    [LambdaFunction(MemorySize = 1024, Timeout = 300)]
    public Task<SearchScenesOutput> SearchScenes(SearchScenesInput input, ILambdaContext context) => Run(functions.SearchScenes.Run, input, context);

    [LambdaFunction(MemorySize = 2048, Timeout = 900)]
    public Task<BuildManifestsOutput> BuildManifests(BuildManifestsInput input, ILambdaContext context) => Run(functions.BuildManifests.Run, input, context);

    [LambdaFunction(MemorySize = 3008, Timeout = 900)]
    public Task<AggregateOutputsOutput> AggregateOutputs(AggregateOutputsInput input, ILambdaContext context) => Run(functions.AggregateOutputs.Run, input, context);

    static async Task<TOut> Run<TIn, TOut>(Func<TIn, Invocation, CancellationToken, Task<TOut>> run, TIn input, ILambdaContext context)
    {
        var left = context.RemainingTime - Margin;
        using var deadline = new CancellationTokenSource(left > TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1));
        return await run(input, new Invocation(context.AwsRequestId, [], TimeProvider.System.GetUtcNow() + context.RemainingTime, null), deadline.Token);
    }
}
