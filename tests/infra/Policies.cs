using System.Text.Json.Nodes;

namespace Vegetation.Tests.Infra;

/// <summary>What a role may do: every action beside every resource that it is allowed on.</summary>
internal static class Policies
{
    public static IReadOnlyList<(string Action, string Resource, JsonNode? Condition)> Of(Synthesized stack, string role) =>
    [
        .. from policy in stack.OfType("AWS::IAM::Policy")
           where policy["Roles"]!.AsArray().Any(name => References.Plain(name).StartsWith(role, StringComparison.Ordinal))
           from statement in policy["PolicyDocument"]!["Statement"]!.AsArray()
           where (string?)statement!["Effect"] == "Allow"
           from action in Many(statement["Action"])
           from resource in Many(statement["Resource"])
           select (action, resource, statement["Condition"]),
    ];

    public static IEnumerable<string> Keys(this IEnumerable<(string Action, string Resource, JsonNode? Condition)> policies, string action) =>
        policies.Where(policy => policy.Action == action).Select(policy => policy.Resource[(policy.Resource.IndexOf('/') + 1)..]).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Many(JsonNode? node) => node is JsonArray several ? several.Select(References.Plain) : [References.Plain(node)];
}
