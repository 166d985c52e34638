using Vegetation.Core.Requests;
using Vegetation.Products.Ledger;

namespace Vegetation.Products.Report;

/// <summary>An index on the page.</summary>
/// <param name="Title">With the resolution where it is not the full one.</param>
/// <param name="Layers">None where nothing was seen; cells are packed for those that have some.</param>
/// <param name="Change">The earlier run that the change subtracts, or why there is none.</param>
/// <param name="EarlierDays">Of that run: 27 November to 3 December 2023.</param>
/// <param name="Anomaly">The weeks with which the anomaly compares, or why there is none.</param>
sealed record PageIndex(
    string Name, string Label, string Title, IReadOnlyList<PageLayer> Layers, ChangeBasis? Change, string? EarlierDays,
    AnomalyBasis? Anomaly)
{
    public static IReadOnlyList<PageIndex> Of(IReadOnlyList<MappedIndex> indices, IReadOnlyList<PageCells> cells, LedgerDocument ledger) =>
        [.. indices.Select(mapped => new PageIndex(
            mapped.Name, mapped.Index.Label, mapped.Label, cells.FirstOrDefault(page => page.Mapped == mapped)?.Layers ?? [],
            ledger.Change.GetValueOrDefault(mapped.Name), EarlierDaysOf(ledger.Change.GetValueOrDefault(mapped.Name)),
            ledger.Anomaly.GetValueOrDefault(mapped.Name)))];

    static string? EarlierDaysOf(ChangeBasis? change) =>
        change is { From: { } from, To: { } to } ? new Window(from, to).Days : null;
}
