using Vegetation.Core.Scenes;
using Vegetation.Core.Units;
using Vegetation.Functions.Planning;

namespace Vegetation.Functions.Aggregation.Pictures;

/// <summary>Rows of a ledger that a coverage picture shows in one colour.</summary>
/// <param name="Name">How they ended; for tiles without a scene, why there is none.</param>
/// <param name="Reasons">The records' reasons and how often each was, the most frequent first; empty for those without a scene.</param>
sealed record CoverageClass(string Name, uint Colour, IReadOnlyList<LedgerRow> Rows, IReadOnlyList<(string Reason, int Count)> Reasons)
{
    /// <summary>
    /// From the least to the most urgent, in the order in which they are drawn. For how scenes ended colours of Okabe and Ito (Color Universal Design, 2008), which are told
    /// apart with any colour vision, but a darker purple, for theirs looks grey to some; for tiles without a scene greys.
    /// </summary>
    static readonly (string Name, uint Colour)[] Known =
    [
        (TileLedger.Outside, 0xe6d8b8), (TileLedger.NoAcquisition, 0xd3d9de), (PassedOver.TooCloudy, 0xa3adb7), (PassedOver.BeyondMaxScenes, 0x76818c), (TileLedger.Unreadable, 0x3c444c),
        ("done", 0x009e73), ("suspect", 0xf0e442), ("no-data", 0x56b4e9), ("invalid", 0x7b2d8b), ("failed", 0xd55e00),
    ];

    const uint Unknown = 0x8c7f6d;

    public int Count => Rows.Count;

    public bool HasScenes => Rows[0].Status is not null;

    /// <summary>The classes that have rows.</summary>
    public static IReadOnlyList<CoverageClass> Of(IEnumerable<LedgerRow> rows) =>
    [
        .. from row in rows
           group row by row.StatusWord ?? row.Reason ?? "" into rowsOfName
           let place = Array.FindIndex(Known, known => known.Name == rowsOfName.Key)
           orderby place, rowsOfName.Key
           select new CoverageClass(rowsOfName.Key, place < 0 ? Unknown : Known[place].Colour, [.. rowsOfName], ReasonsOf(rowsOfName)),
    ];

    static IReadOnlyList<(string, int)> ReasonsOf(IEnumerable<LedgerRow> rows) =>
    [
        .. from row in rows
           where row.Status is not null and not UnitStatus.Done && row.Reason is not null
           group row by row.Reason into same
           orderby same.Count() descending, same.Key
           select (same.Key, same.Count()),
    ];
}
