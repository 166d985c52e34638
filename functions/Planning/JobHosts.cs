using Vegetation.Core.Requests;
using Vegetation.Core.Work;

namespace Vegetation.Functions.Planning;

/// <summary>The hosts that the jobs of a run may read from: of those that the deployment allows, the ones that its scenes lie on.</summary>
internal static class JobHosts
{
    const int MostNamed = 3;

    /// <param name="hosts">Of the planned scenes' files; null where all are on this machine.</param>
    /// <exception cref="InvalidRequestException">
    /// None of them is allowed, so each unit would end as invalid(address), or what is allowed does not fit into a job's variable.
    /// </exception>
    public static string Of(AssetHosts allowed, IReadOnlyList<string>? hosts)
    {
        if (hosts is null) return allowed.ToString();
        var needed = (allowed.Of(hosts) ?? throw Refuse(
            "catalogs", $"scenes on {Named(hosts)}",
            $"scenes on {allowed}. To allow others deploy with -c assetHosts={string.Join(',', hosts.Take(MostNamed))}")).ToString();
        return needed.Length <= AssetHosts.LongestVariable ? needed : throw Refuse(
            "catalogs", $"{needed.Length} characters of hosts and folders",
            $"at most {AssetHosts.LongestVariable}, the most that a job takes: name hosts without folders in assetHosts");
    }

    static string Named(IReadOnlyList<string> hosts) => string.Join(", ", hosts.Take(MostNamed))
        + (hosts.Count > MostNamed ? $" and {hosts.Count - MostNamed} more hosts" : "");

    static InvalidRequestException Refuse(string field, string got, string expected) => new([new FieldError(field, got, expected)]);
}
