using Amazon.CDK.AWS.IAM;

namespace Vegetation.Infra;

/// <summary>Grants that name their actions: the CDK's own grants allow more than these roles need.</summary>
internal static class Permissions
{
    public static void Allow(this IGrantable who, string[] actions, string[] resources) =>
        who.Allow(new() { Actions = actions, Resources = resources });

    /// <summary>Allowed only where the request's <paramref name="key"/> is <paramref name="value"/>.</summary>
    public static void AllowWhen(this IGrantable who, string key, string value, string action, string resource) => who.Allow(new()
    {
        Actions = [action],
        Resources = [resource],
        Conditions = new Dictionary<string, object> { ["StringEquals"] = new Dictionary<string, object> { [key] = value } },
    });

    /// <summary>Allowed only where the request's <paramref name="key"/> is like one of <paramref name="patterns"/>.</summary>
    public static void AllowLike(this IGrantable who, string key, string[] patterns, string action, string resource) => who.Allow(new()
    {
        Actions = [action],
        Resources = [resource],
        Conditions = new Dictionary<string, object> { ["StringLike"] = new Dictionary<string, object> { [key] = patterns } },
    });

    /// <summary>Forbidden, whatever else is allowed.</summary>
    public static void Forbid(this IGrantable who, string[] actions, string[] resources) =>
        who.Allow(new() { Effect = Effect.DENY, Actions = actions, Resources = resources });

    static void Allow(this IGrantable who, PolicyStatementProps statement) =>
        who.GrantPrincipal.AddToPrincipalPolicy(new PolicyStatement(statement));
}
