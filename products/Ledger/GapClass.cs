using Vegetation.Core.Scenes;
using Vegetation.Core.Work;

namespace Vegetation.Products.Ledger;

/// <summary>Why a row of the ledger has no value, as maps and pictures colour it: the one place for each class.</summary>
/// <param name="Colour">0xRRGGBB.</param>
/// <param name="IsHatched">Not seen at all: drawn as lines, so that it passes for no value.</param>
sealed record GapClass(string Name, uint Colour, bool IsHatched = false)
{
    public static readonly GapClass
        NothingClear = new("no clear pixels", 0xa3adb7), NotObserved = new("not observed", 0x4b5762, IsHatched: true),
        Failed = new("failed", 0xd55e00);

    /// <summary>Later ones are drawn over earlier ones.</summary>
    public static IReadOnlyList<GapClass> All { get; } = [NotObserved, NothingClear, Failed];

    static readonly GapReason[] Unclear = [GapReason.TooCloudy, GapReason.HardlyClear];

    /// <summary>What was observed and has no value may be cloud, snow or water: one class, named for what all have in common.</summary>
    /// <returns>Null for rows with values.</returns>
    public static GapClass? Of(LedgerRow row) => row.Status switch
    {
        UnitStatus.Done or UnitStatus.Suspect => null,
        UnitStatus.Invalid or UnitStatus.Failed => Failed,
        UnitStatus.NoData => row.Pixels is { } pixels && pixels.Total > pixels.Nodata ? NothingClear : NotObserved,
        _ when row.Reason == GapReason.Unreadable.Name => Failed,
        _ => Unclear.Any(reason => reason.Name == row.Reason) ? NothingClear : NotObserved,
    };
}
