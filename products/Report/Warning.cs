using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Products.Ledger;

namespace Vegetation.Products.Report;

/// <summary>Something to look at before the map is trusted.</summary>
/// <param name="Status">With <paramref name="Reason"/>, the filter that shows its rows in the ledger; null where it is about no
/// row.</param>
/// <param name="Items">What it is about, if that is not in the rows.</param>
sealed record Warning(string Text, int Count, string? Status = null, string? Reason = null, IReadOnlyList<string>? Items = null)
{
    const int MostListed = 20;

    public static IReadOnlyList<Warning> Of(LedgerDocument ledger) =>
    [
        .. Suspects(ledger.Rows), .. Offsets(ledger.Rows), .. Catalogs(ledger.Search), .. Missing(ledger.Search),
        .. Sizes(ledger.Attempts), .. Unreadable(ledger.Unreadable), .. OrphanRecords(ledger.OrphanRecords),
    ];

    static IEnumerable<Warning> Suspects(IReadOnlyList<LedgerRow> rows) =>
        from row in rows
        where row.Status == UnitStatus.Suspect
        group row by row.Reason into suspects
        orderby suspects.Count() descending
        select new Warning($"suspect, {Meaning(suspects.Key)}", suspects.Count(), "suspect", suspects.Key);

    static IEnumerable<Warning> Offsets(IReadOnlyList<LedgerRow> rows)
    {
        if (rows.Count(r => BoaOffset.IsOverruling(r.BoaOffsetBasis)) is > 0 and var overruled)
            yield return new("offset taken from the pixels or from the files' tags, against the catalog", overruled);
        if (rows.Count(r => r.BoaOffsetConfidence == BoaOffset.Low && !BoaOffset.IsOverruling(r.BoaOffsetBasis)) is > 0 and var unproven)
            yield return new("offset as the catalog says; the pixels are inconclusive (desert, ice, few clear pixels)", unproven);
    }

    static IEnumerable<Warning> Catalogs(SearchSummary? search) => search is not { Switched: { Count: > 0 } switched } ? [] :
        [new("catalogs that failed; the next one was searched", switched.Count,
            Items: [.. switched.Select(s => $"{s.Catalog}, {s.Place}: {s.Reason}")])];

    static IEnumerable<Warning> Missing(SearchSummary? search)
    {
        if (search is not { Items: { } items, Matched: { } matched } || items >= matched) return [];
        var missing = (int)Math.Min(matched - items, int.MaxValue);
        return [new($"items that the catalog counted but did not return: got {items}; expected {matched}, its last count", missing)];
    }

    static IEnumerable<Warning> Sizes(IReadOnlyList<AttemptJobs> attempts) =>
        from attempt in attempts
        where attempt.Note is not null
        group attempt by attempt.Note into same
        select new Warning(same.Key, same.Count());

    static IEnumerable<Warning> Unreadable(IReadOnlyList<UnreadableItem> items) => items.Count == 0 ? [] :
        [new("catalog items that cannot be read", items.Count, Items: [.. items.Take(MostListed).Select(i => $"{i.Id}: {i.Words}")])];

    static IEnumerable<Warning> OrphanRecords(IReadOnlyList<string> records) => records.Count == 0 ? [] :
        [new("orphan records, which belong to no work unit of the plan; ignored", records.Count, Items: [.. records.Take(MostListed)])];

    static string Meaning(string? name) =>
        Core.Work.Reason.Find(UnitStatus.Suspect, name) is { } known ? $"{name}: {known.Meaning}" : name ?? "without a reason";
}
