using System.Text.Json;
using Vegetation.Core.Masking;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Products.Ledger;

namespace Vegetation.Products.Report;

/// <summary>The report's data except its rows: the ledger without them, and what is derived from them.</summary>
/// <param name="NextSteps">Sentences: what a person can do now.</param>
/// <param name="Rejected">Rejected scenes by reason.</param>
/// <param name="Unreadable">The first of <paramref name="UnreadableItems"/>; the ledger has all.</param>
sealed record ReportSummary(
    string RunId, string Outcome, string Message, double Processed, LandArea Land, JsonElement Request, StatusCounts Counts, int ScenesFound, int OffsetConflicts, string SoftwareVersion,
    IReadOnlyList<string> NextSteps, IReadOnlyList<TileOutcome> TileOutcomes, MaskCounts Pixels, IReadOnlyList<Warning> Warnings, Timings? Timings,
    IReadOnlyList<AttemptJobs> Attempts, JobCost? Cost, SearchSummary? Search, IReadOnlyDictionary<string, int> Rejected,
    int UnreadableItems, IReadOnlyList<UnreadableItem> Unreadable, ChangeBasis? Change, PageGrid? Map, IReadOnlyList<ProductFile> Products, IReadOnlyList<Picture> Pictures)
{
    const int MostListed = 50;

    public static ReportSummary Of(LedgerDocument ledger, PageCells? cells, IReadOnlyList<ProductFile> products, IReadOnlyList<Picture> pictures) => new(
        ledger.RunId, ledger.Outcome, ledger.Message, ledger.Processed, ledger.Land, ledger.Request, ledger.Counts, ledger.ScenesFound, ledger.OffsetConflicts, ledger.SoftwareVersion,
        Report.NextSteps.Of(ledger), TileOutcome.Of(ledger.Rows), SumOf(ledger.Rows), Warning.Of(ledger), Timings.Of(ledger.Rows),
        ledger.Attempts, ledger.Cost, ledger.Search, ledger.Rejected.CountBy(p => p.Reason).OrderByDescending(p => p.Value).ThenBy(p => p.Key, StringComparer.Ordinal).ToDictionary(),
        ledger.Unreadable.Count, [.. ledger.Unreadable.Take(MostListed)], ledger.Change, cells?.Grid, products, pictures);

    static MaskCounts SumOf(IReadOnlyList<LedgerRow> rows)
    {
        var sum = new MaskCounts();
        foreach (var row in rows)
            if (row.Pixels is { } pixels) sum.Add(pixels);
        return sum;
    }
}
