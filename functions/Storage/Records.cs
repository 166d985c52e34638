using System.Text.Json;
using Vegetation.Core.Work;

namespace Vegetation.Functions.Storage;

/// <summary>What planning takes of a record: those of a world have a hundred times as many bytes.</summary>
internal sealed record RecordedOutcome
{
    public required string UnitId { get; init; }
    public required string RunId { get; init; }
    public required int Attempt { get; init; }
    public required UnitStatus Status { get; init; }
    public string? Reason { get; init; }

    public bool NeedsAnotherAttempt => UnitRecord.IsTriedAgain(Status, Reason);
}

/// <summary>
/// The records of a run, by work unit. One that is unreadable, or of another run, counts as missing: its unit is planned again.
/// </summary>
internal static class Records
{
    /// <summary>A record has some kilobytes; a larger object is not one, and is not read.</summary>
    public const long MostBytes = 1 << 20;

    public static async Task<IReadOnlyDictionary<string, RecordedOutcome>> Load(
        ObjectStore store, RunKeys keys, CancellationToken cancellationToken)
    {
        var found = (await store.List(keys.Records, cancellationToken)).Where(f => f.Bytes <= MostBytes).ToList();
        var records = await store.TryGetAll([.. found.Select(f => f.Key)], Read, cancellationToken);
        return found.Zip(records)
            .Where(pair => pair.Second is { } record && record.RunId == keys.RunId.ToString()
                && pair.First.Key.EndsWith(OutputNames.Record(record.UnitId), StringComparison.Ordinal))
            .ToDictionary(pair => pair.Second!.UnitId, pair => pair.Second!, StringComparer.Ordinal);

        static RecordedOutcome? Read(byte[] content)
        {
            try
            {
                return JsonSerializer.Deserialize(content, FunctionsJson.Default.RecordedOutcome);
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}
