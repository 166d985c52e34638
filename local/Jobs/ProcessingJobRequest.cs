using System.Text.Json.Serialization;

namespace Vegetation.Local.Jobs;

/// <summary>The part of SageMaker's CreateProcessingJob that a job on this machine uses.</summary>
internal sealed record ProcessingJobRequest
{
    public required string ProcessingJobName { get; init; }
    public required ProcessingResources ProcessingResources { get; init; }
    public required IReadOnlyList<ProcessingInput> ProcessingInputs { get; init; }
    public required ProcessingOutputConfig ProcessingOutputConfig { get; init; }
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
    public StoppingCondition? StoppingCondition { get; init; }
}

internal sealed record ProcessingResources(ClusterConfig ClusterConfig);

internal sealed record ClusterConfig(int InstanceCount);

internal sealed record ProcessingInput(string InputName, S3Input S3Input);

/// <param name="LocalPath">Where the container finds the objects, below /opt/ml/processing.</param>
internal sealed record S3Input(string S3Uri, string LocalPath, string S3DataType, string S3DataDistributionType = "FullyReplicated");

internal sealed record ProcessingOutputConfig(IReadOnlyList<ProcessingOutput> Outputs);

internal sealed record ProcessingOutput(string OutputName, S3Output S3Output);

internal sealed record S3Output(string S3Uri, string LocalPath);

internal sealed record StoppingCondition(int MaxRuntimeInSeconds);

/// <summary>The part of DescribeProcessingJob that the state machine's task gets, or that becomes the cause of its failure.</summary>
internal sealed record ProcessingJobDescription(
    string ProcessingJobName, string ProcessingJobArn, string ProcessingJobStatus, string? FailureReason, string? ExitMessage);

/// <summary>/opt/ml/config/resourceconfig.json of an instance.</summary>
sealed record ResourceConfig(
    [property: JsonPropertyName("current_host")] string CurrentHost,
    [property: JsonPropertyName("hosts")] IReadOnlyList<string> Hosts,
    [property: JsonPropertyName("network_interface_name")] string NetworkInterfaceName);

/// <summary>SageMaker's documents: PascalCase, as they stand in the state machine.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProcessingJobRequest))]
[JsonSerializable(typeof(ProcessingJobDescription))]
[JsonSerializable(typeof(ResourceConfig))]
sealed partial class SageMakerJson : JsonSerializerContext;
