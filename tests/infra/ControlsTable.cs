using Vegetation.Infra;

namespace Vegetation.Tests.Infra;

/// <summary>
/// The table of docs/compliance.md: which rules of NIST 800-53 and HIPAA are not met, with which settings, by which resources. Both packs
/// have the same ones.
/// </summary>
static class ControlsTable
{
    static readonly string[] Packs = ["NIST.800.53.R5-", "HIPAA.Security-"];

    static readonly Dictionary<string, Predicate<Settings>> IsSet = new()
    {
        ["kmsKey"] = settings => settings.KmsKey is not null,
        ["vpcEnabled"] = settings => settings.VpcEnabled,
        ["publicProducts"] = settings => settings.PublicProducts,
    };

    /// <param name="When">always, or "with" and "without" settings, with commas between.</param>
    /// <param name="Resources">How their logical ids begin.</param>
    sealed record Row(string Rule, string When, string[] Resources)
    {
        public bool Applies(Settings settings) => When == "always" || When.Split(", ").All(condition => condition.Split(' ') switch
        {
            ["with", var setting] => IsSet[setting](settings),
            ["without", var setting] => !IsSet[setting](settings),
            _ => throw new FormatException($"docs/compliance.md: expected always, with or without a setting, got '{condition}'"),
        });
    }

    static readonly Row[] Rows =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "docs", "compliance.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Replace("`", "", StringComparison.Ordinal).Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => new Row(cells[1], cells[3], cells[4].Split(", "))),
    ];

    /// <summary>What is found and not listed, or listed and not found, with these settings.</summary>
    public static IEnumerable<string> Differences(Settings settings, string[][] findings)
    {
        foreach (var pack in Packs)
        {
            var listed = Rows.Where(row => row.Applies(settings))
                .SelectMany(row => row.Resources, (row, id) => (Rule: pack + row.Rule, Id: id)).ToList();
            var found = findings.Where(finding => finding[0].StartsWith(pack, StringComparison.Ordinal))
                .Select(finding => (Rule: finding[0], Id: finding[1])).ToList();
            foreach (var (rule, id) in found.Where(one => !listed.Any(row => Is(row, one))))
                yield return $"{rule} {id[..^8]} is found and not listed";
            foreach (var (rule, id) in listed.Where(row => !found.Any(one => Is(row, one))))
                yield return $"{rule} {id} is listed and not found";
        }
    }

    static bool Is((string Rule, string Id) row, (string Rule, string Id) found) =>
        row.Rule == found.Rule && found.Id.StartsWith(row.Id, StringComparison.Ordinal);
}
