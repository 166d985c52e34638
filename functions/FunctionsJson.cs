using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Vegetation.Core.Work;
using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Planning;
using Vegetation.Functions.Searching;

namespace Vegetation.Functions;

/// <summary>
/// The JSON of the state machine and of the documents in the bucket: camelCase, nulls left out, the same bytes each time.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(SearchScenesInput))]
[JsonSerializable(typeof(SearchScenesOutput))]
[JsonSerializable(typeof(BuildManifestsInput))]
[JsonSerializable(typeof(BuildManifestsOutput))]
[JsonSerializable(typeof(AggregateOutputsInput))]
[JsonSerializable(typeof(AggregateOutputsOutput))]
[JsonSerializable(typeof(Backfill.PlanBackfillInput))]
[JsonSerializable(typeof(Backfill.PlanBackfillOutput))]
[JsonSerializable(typeof(SearchPage))]
[JsonSerializable(typeof(Plan))]
[JsonSerializable(typeof(Aggregation.Publishing.PublishedRun))]
[JsonSerializable(typeof(DryRunPlan))]
[JsonSerializable(typeof(Storage.RecordedOutcome))]
[JsonSerializable(typeof(JobSize))]
[JsonSerializable(typeof(IReadOnlyList<JobResult>))]
[JsonSerializable(typeof(Hosting.FunctionError))]
internal sealed partial class FunctionsJson : JsonSerializerContext;
