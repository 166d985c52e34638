using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Units;

namespace Vegetation.Functions.Storage;

/// <summary>The terminal records of a run, by work unit. One that cannot be read is none: its unit is planned again.</summary>
public static class Records
{
    /// <summary>A record has some kilobytes; a larger object is none, and is not read.</summary>
    public const long MostBytes = 1 << 20;

    public static async Task<IReadOnlyDictionary<string, UnitRecord>> Load(ObjectStore store, RunKeys keys, CancellationToken cancellation)
    {
        var found = await store.List(keys.Records, cancellation);
        var records = await store.GetAll([.. found.Where(f => f.Bytes <= MostBytes).Select(f => f.Key)], Read, cancellation);
        return records.OfType<UnitRecord>().ToDictionary(r => r.UnitId, StringComparer.Ordinal);

        static UnitRecord? Read(string key, byte[] content)
        {
            try
            {
                return JsonSerializer.Deserialize(content, CoreJson.Default.UnitRecord) is { } record && key.EndsWith(OutputNames.Record(record.UnitId), StringComparison.Ordinal)
                    ? record : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}
