using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Vegetation.Tests.Infra;

/// <summary>One action that a role may do, on one resource.</summary>
internal sealed record Permission(string Action, string Resource, JsonNode? Condition);

internal static class Policies
{
    /// <summary>What a role may do: every action beside every resource that it is allowed on.</summary>
    public static IReadOnlyList<Permission> Of(Synthesized stack, string role) => Of(stack, role, "Allow");

    /// <summary>Whether it is allowed on a key of the bucket and not forbidden; a star stands for slashes too, as in IAM.</summary>
    public static bool MayDo(Synthesized stack, string role, string action, string key)
    {
        return Matches("Allow") && !Matches("Deny");

        bool Matches(string effect) => Of(stack, role, effect).Keys(action).Any(pattern =>
            Regex.IsMatch(key, $"^{Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal)}$"));
    }

    static IReadOnlyList<Permission> Of(Synthesized stack, string role, string effect) =>
    [
        .. from policy in stack.OfType("AWS::IAM::Policy")
           where policy["Roles"]!.AsArray().Any(name => References.Plain(name).StartsWith(role, StringComparison.Ordinal))
           from statement in policy["PolicyDocument"]!["Statement"]!.AsArray()
           where (string?)statement!["Effect"] == effect
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
