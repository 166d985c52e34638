using System.Text.Json.Nodes;

namespace Vegetation.Tests.Infra;

/// <summary>One action that a role may do, on one resource.</summary>
internal sealed record Permission(string Action, string Resource, JsonNode? Condition);

internal static class Policies
{
    /// <summary>What a role may do: every action beside every resource that it is allowed on.</summary>
    public static IReadOnlyList<Permission> Of(Synthesized stack, string role) =>
    [
        .. from policy in stack.OfType("AWS::IAM::Policy")
           where policy["Roles"]!.AsArray().Any(name => References.Plain(name).StartsWith(role, StringComparison.Ordinal))
           from statement in policy["PolicyDocument"]!["Statement"]!.AsArray()
           where (string?)statement!["Effect"] == "Allow"
           from action in Many(statement["Action"])
           from resource in Many(statement["Resource"])
           select new Permission(action, resource, statement["Condition"]),
    ];

    /// <summary>The bucket's keys on which an action is allowed.</summary>
    public static IEnumerable<string> Keys(this IEnumerable<Permission> permissions, string action) =>
        permissions.Where(permission => permission.Action == action)
            .Select(permission => permission.Resource[(permission.Resource.IndexOf('/') + 1)..])
            .Order(StringComparer.Ordinal);

    static IEnumerable<string> Many(JsonNode? node) =>
        node is JsonArray several ? several.Select(References.Plain) : [References.Plain(node)];
}
