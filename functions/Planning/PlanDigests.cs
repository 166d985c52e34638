using System.Security.Cryptography;
using Vegetation.Core.Work;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Planning;

/// <summary>The SHA-256 of what was planned, and the check that the bucket still has it unchanged.</summary>
internal static class PlanDigests
{
    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>
    /// A listing tells of a thousand work units whether each is still the version that was written; any other is read and compared.
    /// </summary>
    /// <exception cref="PlanChangedException">A work unit is missing or was modified.</exception>
    public static async Task Verify(
        ObjectStore store, RunKeys keys, IReadOnlyList<PlannedUnit> pending, CancellationToken cancellationToken)
    {
        var versions = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (!store.IsOnThisMachine && pending.Count > 0)
            await foreach (var stored in store.Each(keys.Units, cancellationToken)) versions[stored.Key] = stored.ETag;
        var units = pending.Where(unit => unit.ETag is null || versions.GetValueOrDefault(keys.Unit(unit.Id)) != unit.ETag).ToList();
        var found = await store.TryGetAll([.. units.Select(u => keys.Unit(u.Id))], content => Of(content), cancellationToken);
        var changed = units.Zip(found).Where(pair => pair.Second != pair.First.Sha256).ToList();
        if (changed.Count == 0) return;
        var (unit, sha256) = changed[0];
        var others = changed.Count == 1 ? "" : $", and {changed.Count - 1} more";
        var change = sha256 is null ? "is missing or damaged" : $"has SHA-256 {sha256}; expected {unit.Sha256} as planned";
        throw new PlanChangedException($"s3://{store.Bucket}/{keys.Unit(unit.Id)} {change}{others}");
    }
}
