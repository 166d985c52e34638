using Vegetation.Core;
using Vegetation.Core.Units;

namespace Vegetation.Functions.Storage;

/// <summary>The terminal records of a run, by work unit.</summary>
public static class Records
{
    public static async Task<IReadOnlyDictionary<string, UnitRecord>> Load(ObjectStore store, RunKeys keys, CancellationToken cancellation)
    {
        var found = await store.List(keys.Records, cancellation);
        var records = await store.GetAllJson([.. found.Select(f => f.Key)], CoreJson.Default.UnitRecord, cancellation);
        return records.ToDictionary(r => r.UnitId, StringComparer.Ordinal);
    }
}
