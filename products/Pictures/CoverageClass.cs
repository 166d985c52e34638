using SkiaSharp;
using Vegetation.Core.Indices;
using Vegetation.Core.Work;
using Vegetation.Products.Ledger;

namespace Vegetation.Products.Pictures;

/// <summary>Rows of a ledger that look the same in the coverage picture: those with values by status, the others by class of gap.</summary>
/// <param name="Gap">Null for scenes with values: each has the colour of its clear share.</param>
/// <param name="Reasons">With their counts, the most frequent first; empty for done.</param>
sealed record CoverageClass(
    string Name, GapClass? Gap, IReadOnlyList<LedgerRow> Rows, IReadOnlyList<(string Reason, int Count)> Reasons)
{
    const string Done = "done", Suspect = "suspect";

    /// <summary>From the least to the most urgent: the order in which they are drawn.</summary>
    static readonly string[] Order = [GapClass.NotObserved.Name, GapClass.NothingClear.Name, Done, Suspect, GapClass.Failed.Name];

    /// <summary>The clear share of a tile's pixels, 0..1: from light to dark blue, in even steps of lightness.</summary>
    public static ColourRamp ClearShare { get; } = new(0, 1, [0xb8dcff, 0x7fb8f0, 0x4a90d9, 0x1f67b4, 0x08437f]);

    /// <summary>Scenes that are there, but with something odd about their pixels, have a strong outline.</summary>
    public bool IsMarked => Name == Suspect;

    public bool IsHatched => Gap is { IsHatched: true };

    public uint ColourOf(LedgerRow row) => Gap?.Colour ?? ClearShare.At(row.ValidShare ?? 0);

    public int Count => Rows.Count;

    /// <summary>The classes that have rows.</summary>
    public static IReadOnlyList<CoverageClass> Of(IEnumerable<LedgerRow> rows) =>
    [
        .. from row in rows
           let gap = GapClass.Of(row)
           let name = gap?.Name ?? (row.Status == UnitStatus.Suspect ? Suspect : Done)
           group row by (name, gap) into same
           orderby Array.IndexOf(Order, same.Key.name)
           select new CoverageClass(same.Key.name, same.Key.gap, [.. same], ReasonsOf(same)),
    ];

    /// <summary>How many of them the map does not show.</summary>
    /// <param name="classes">In the order in which they are drawn: later ones hide earlier ones.</param>
    public int Outside(MapLayout layout, IReadOnlyList<CoverageClass> classes)
    {
        var later = classes.SkipWhile(drawn => drawn != this).Skip(1).SelectMany(drawn => drawn.Rows);
        var over = new Lazy<IReadOnlyList<SKPath>>(() => [.. later.Select(row => FootprintShape.On(layout, row.Geometry))]);
        try
        {
            return Rows.Count(row => row.Geometry is { } shape && !FootprintShape.IsSeen(layout, shape, over));
        }
        finally
        {
            if (over.IsValueCreated) foreach (var path in over.Value) path.Dispose();
        }
    }

    static IReadOnlyList<(string, int)> ReasonsOf(IEnumerable<LedgerRow> rows) =>
    [
        .. from row in rows
           where row.Reason is not null
           group row by row.Reason into same
           orderby same.Count() descending, same.Key
           select (same.Key, same.Count()),
    ];
}
