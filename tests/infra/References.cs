using System.Text.Json.Nodes;

namespace Vegetation.Tests.Infra;

/// <summary>CloudFormation's references as plain words, so that a test can compare text: {"Ref": "Bucket"} is Bucket.</summary>
internal static class References
{
    public static string Plain(JsonNode? node) => node switch
    {
        JsonObject reference when reference["Ref"] is { } name => (string)name! == "AWS::Partition" ? "aws" : (string)name!,
        JsonObject reference when reference["Fn::GetAtt"] is { } path => $"arn:aws:local:::{path[0]}",
        JsonObject reference when reference["Fn::Join"] is { } join => string.Concat(join[1]!.AsArray().Select(Plain)),
        JsonObject reference when reference["Fn::Select"]?[1]?["Fn::Split"] is { } split => Plain(split[1]), // the name within an ARN
        JsonObject reference when reference["Fn::Sub"] is { } text => (string)text!,
        JsonValue value => value.ToString(),
        _ => throw new NotSupportedException($"Not a reference: {node}"),
    };
}
