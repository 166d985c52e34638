using System.Globalization;
using System.Text;
using Vegetation.Core;
using Vegetation.Core.Work;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Planning;

/// <summary>The units of a run whose workers left no record: which of them died at it, and what is recorded in the end.</summary>
internal sealed class UnrecordedUnits(ObjectStore store, RunKeys keys)
{
    /// <summary>The units that a worker started but did not record: without a record, or with one of an earlier attempt.</summary>
    public async Task<IReadOnlySet<string>> Crashed(
        IReadOnlyDictionary<string, RecordedOutcome> records, IReadOnlyList<PlannedUnit> pending, CancellationToken cancellationToken)
    {
        const int mostBytes = 20; // a mark holds the number of an attempt
        var begun = (await store.List(keys.Started, cancellationToken)).Where(o => o.Bytes <= mostBytes)
            .Select(o => o.Key[keys.Started.Length..])
            .ToHashSet(StringComparer.Ordinal);
        var suspects = pending.Select(u => u.Id).Where(begun.Contains).ToList();
        var lastBegun = await store.GetAll(
            [.. suspects.Select(unit => keys.Started + unit)], (_, content) => Encoding.UTF8.GetString(content), cancellationToken);
        return suspects.Zip(lastBegun).Where(s => !records.TryGetValue(s.First, out var record) || record.Reason == Reason.Crash.Name
            || (int.TryParse(s.Second, CultureInfo.InvariantCulture, out var attempt) && attempt > record.Attempt)).Select(s => s.First)
                .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Every unit gets a record: those without one after the last attempt get theirs here.</summary>
    /// <param name="why">No other attempt is made.</param>
    public async Task GiveUp(
        IEnumerable<PlannedUnit> units, IReadOnlySet<string> crashed, string why, CancellationToken cancellationToken) =>
        await Parallel.ForEachAsync(units, cancellationToken, async (planned, token) =>
        {
            var scene = await planned.SceneIn(store, keys, token);
            var record = new UnitRecord
            {
                UnitId = planned.Id,
                RunId = keys.RunId.ToString(),
                Attempt = ManifestBuilder.MaxAttempts,
                Tile = scene.Tile,
                Status = UnitStatus.Failed,
                Reason = crashed.Contains(planned.Id) ? Reason.Crash.Name : Reason.NoRecord.Name,
                Detail = crashed.Contains(planned.Id)
                    ? $"started but not finished in any attempt: the worker died while processing it or was stopped; {why}"
                    : $"not started in any attempt: {why}",
            };
            await store.PutJson(keys.Record(planned.Id), record, CoreJson.Default.UnitRecord, token);
        });
}
