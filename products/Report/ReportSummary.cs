using System.Text.Json;
using Vegetation.Core.Masking;
using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;
using Vegetation.Core.Sensors;
using Vegetation.Core.Work;
using Vegetation.Products.Ledger;

namespace Vegetation.Products.Report;

/// <summary>What the report says before its rows: the ledger without them, and what follows from them.</summary>
sealed record ReportSummary
{
    const int MostListed = 50;

    public required string RunId { get; init; }
    public required string Outcome { get; init; }
    public required string Message { get; init; }
    public required double Processed { get; init; }
    public required LandArea Land { get; init; }
    public required JsonElement Request { get; init; }

    /// <summary>The notice that Copernicus asks for, or that the scenes are generated; then a banner says so too.</summary>
    public required string Credit { get; init; }
    public required bool IsGenerated { get; init; }

    /// <summary>The text of that banner; null where there is none.</summary>
    public string? GeneratedNote { get; init; }
    public required StatusCounts Counts { get; init; }
    public required int ScenesFound { get; init; }
    public required int OffsetConflicts { get; init; }
    public required string SoftwareVersion { get; init; }

    /// <summary>Sentences: what a person can do now.</summary>
    public required IReadOnlyList<string> NextSteps { get; init; }

    public required IReadOnlyList<TileOutcome> TileOutcomes { get; init; }
    public required MaskCounts Pixels { get; init; }
    public required IReadOnlyList<Warning> Warnings { get; init; }
    public Timings? Timings { get; init; }
    public required IReadOnlyList<AttemptJobs> Attempts { get; init; }
    public JobCost? Cost { get; init; }
    public SearchSummary? Search { get; init; }

    /// <summary>Scenes found and not taken, by reason.</summary>
    public required IReadOnlyDictionary<string, int> Rejected { get; init; }

    public required int UnreadableItems { get; init; }

    /// <summary>The first of <see cref="UnreadableItems"/>; the ledger has all.</summary>
    public required IReadOnlyList<UnreadableItem> Unreadable { get; init; }

    /// <summary>4 to 10 December 2023.</summary>
    public required string Days { get; init; }

    /// <summary>In the order in which they are drawn; <see cref="PageRows.Gap"/> has their places.</summary>
    public required IReadOnlyList<PageGap> Gaps { get; init; }

    /// <summary>What was computed, in words.</summary>
    public required string Subject { get; init; }

    /// <summary>Metres of the pixels that <see cref="Pixels"/> counts, and of those that the map's cells count.</summary>
    public required int Resolution { get; init; }

    /// <inheritdoc cref="Resolution"/>
    public required int CountedMetres { get; init; }

    public required IReadOnlyList<PageIndex> Indices { get; init; }
    public PageGrid? Map { get; init; }

    /// <summary>The viewer's file, beside the page.</summary>
    public string Viewer { get; } = ProductNames.Viewer;
    public required IReadOnlyList<ProductFile> Products { get; init; }
    public required IReadOnlyList<Picture> Pictures { get; init; }

    public static ReportSummary Of(
        LedgerDocument ledger, IReadOnlyList<MappedIndex> indices, Window window, IReadOnlyList<PageCells> cells,
        IReadOnlyList<ProductFile> products, IReadOnlyList<Picture> pictures) => new()
    {
        RunId = ledger.RunId, Outcome = ledger.Outcome, Message = ledger.Message, Processed = ledger.Processed, Land = ledger.Land,
        Credit = DataNotice.Of(ledger.IsGenerated, ledger.Request.GetProperty("from").GetDateTimeOffset().Year),
        IsGenerated = ledger.IsGenerated, GeneratedNote = NoteOf(ledger),
        Request = ledger.Request, Counts = ledger.Counts, ScenesFound = ledger.ScenesFound, OffsetConflicts = ledger.OffsetConflicts,
        SoftwareVersion = ledger.SoftwareVersion,
        NextSteps = Report.NextSteps.Of(ledger), TileOutcomes = TileOutcome.Of(ledger.Rows), Pixels = SumOf(ledger.Rows),
        Warnings = Warning.Of(ledger), Timings = Timings.Of(ledger.Rows),
        Attempts = ledger.Attempts, Cost = ledger.Cost, Search = ledger.Search, Rejected = ByReason(ledger.Rejected),
        UnreadableItems = ledger.Unreadable.Count, Unreadable = [.. ledger.Unreadable.Take(MostListed)],
        Days = window.Days, Gaps = PageGap.Of(ledger.Rows, cells.Count > 0 ? cells[0].Layout : null),
        Subject = MappedIndex.LabelOf(indices), Resolution = indices[0].PixelMetres, CountedMetres = indices[0].CountedMetres,
        Indices = PageIndex.Of(indices, cells, ledger), Map = cells.Count > 0 ? cells[0].Grid : null,
        Products = products, Pictures = pictures,
    };

    static string? NoteOf(LedgerDocument ledger) => !ledger.IsGenerated ? null
        : ledger.Rows.Any(row => row.Reason == Reason.AssetMissing.Name)
            ? $"{DataNotice.AboutGenerated} The scene with a missing file is part of it, to show how failures are reported."
            : DataNotice.AboutGenerated;

    /// <summary>The most first.</summary>
    static Dictionary<string, int> ByReason(IReadOnlyList<RejectedScene> rejected) =>
        rejected.CountBy(scene => scene.Reason).OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal)
            .ToDictionary();

    static MaskCounts SumOf(IReadOnlyList<LedgerRow> rows)
    {
        var sum = new MaskCounts();
        foreach (var row in rows)
            if (row.Pixels is { } pixels) sum.Add(pixels);
        return sum;
    }
}
