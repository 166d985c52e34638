using Vegetation.Core.Indices;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Products.Ledger;

namespace Vegetation.Products.Pictures;

/// <summary>Rows of a ledger with the same colour in the coverage picture.</summary>
/// <param name="Name">Their outcome; for tiles without a scene, the reason.</param>
/// <param name="Colour">Null for scenes that were processed: each has the colour of its clear share.</param>
/// <param name="Reasons">The records' reasons with their counts, the most frequent first; empty for tiles without a scene.</param>
sealed record CoverageClass(string Name, uint? Colour, IReadOnlyList<LedgerRow> Rows, IReadOnlyList<(string Reason, int Count)> Reasons)
{
    /// <summary>
    /// From the least to the most urgent, in the order in which they are drawn. Greys for tiles without a scene, browns for scenes that
    /// were not processed: tests hold that they can be distinguished, also from all clear shares, with any colour vision.
    /// </summary>
    static readonly (string Name, uint? Colour)[] Known =
    [
        (GapReason.Outside.Name, 0xe6d8b8), (GapReason.NoAcquisition.Name, 0xd3d9de), (GapReason.TooCloudy.Name, 0xa3adb7),
        (GapReason.BeyondMaxScenes.Name, 0x76818c), (GapReason.Unreadable.Name, 0x3c444c),
        ("done", null), (Suspect, null), ("no-data", null), ("invalid", 0x8c2f00), ("failed", 0xd55e00),
    ];

    const string Suspect = "suspect";
    const uint Unknown = 0x8c7f6d;

    /// <summary>The clear share of a tile's pixels, 0..1: from light to dark blue, in even steps of lightness.</summary>
    public static ColourRamp ClearShare { get; } = new(0, 1, [0xb8dcff, 0x7fb8f0, 0x4a90d9, 0x1f67b4, 0x08437f]);

    /// <summary>Scenes that are there, but with something odd about their pixels, have a strong outline.</summary>
    public bool IsMarked => Name == Suspect;

    public uint ColourOf(LedgerRow row) => Colour ?? ClearShare.At(row.ValidShare ?? 0);

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
