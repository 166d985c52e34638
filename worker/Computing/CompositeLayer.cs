using Vegetation.Core.Composites;

namespace Vegetation.Worker.Computing;

/// <summary>
/// The composite of one index: six bytes of state a pixel. Which acquisition wins a pixel is told by its own figures and ranks, so that
/// their order does not matter.
/// </summary>
/// <param name="room">Holds the values that are best so far.</param>
/// <param name="reasons">Why pixels have none.</param>
internal sealed class CompositeLayer(CompositeRule rule, IndexRoom room, byte[] reasons)
{
    readonly byte[] distances = rule == CompositeRule.Best ? new byte[reasons.Length] : [];

    /// <summary>The rank of the acquisition whose value it is.</summary>
    public byte[] Ranks { get; } = new byte[reasons.Length];

    /// <summary>In how many acquisitions the pixel is valid.</summary>
    public byte[] Counts { get; } = new byte[reasons.Length];

    /// <param name="rank">Of the acquisition, from 0.</param>
    /// <param name="start">Where the row begins among the pixels.</param>
    /// <param name="row">Values, reasons and, for the best, distances from cloud of its pixels.</param>
    public void Add(int rank, int start, in AcquiredRow row)
    {
        for (var i = 0; i < row.Values.Length; i++)
        {
            var at = start + i;
            if (row.Reasons[i] != (byte)MaskReason.Kept)
            {
                if (Counts[at] == 0) reasons[at] = Seen(reasons[at], row.Reasons[i]);
                continue;
            }
            var isBetter = Counts[at]++ == 0 || IsBetter(at, rank, row, i);
            reasons[at] = (byte)MaskReason.Kept;
            if (!isBetter) continue;
            (room.Values[at], Ranks[at]) = (row.Values[i], (byte)rank);
            if (row.Exact.Length > 0) room.Exact[at] = row.Exact[i];
            if (distances.Length > 0) distances[at] = row.Distances[i];
        }
    }

    bool IsBetter(int at, int rank, in AcquiredRow row, int i)
    {
        var more = rule == CompositeRule.Best ? row.Distances[i].CompareTo(distances[at]) : row.Values[i].CompareTo(room.Values[at]);
        return more != 0 ? more > 0 : rank < Ranks[at];
    }

    /// <summary>No data says least; of other reasons the one with the smaller number stays, whichever came first.</summary>
    static byte Seen(byte one, byte other) =>
        one == (byte)MaskReason.Nodata ? other : other == (byte)MaskReason.Nodata ? one : Math.Min(one, other);
}

/// <summary>A row of an acquisition.</summary>
internal readonly ref struct AcquiredRow(
    ReadOnlySpan<short> values, ReadOnlySpan<float> exact, ReadOnlySpan<byte> reasons, ReadOnlySpan<byte> distances)
{
    public readonly ReadOnlySpan<short> Values = values;
    public readonly ReadOnlySpan<float> Exact = exact;
    public readonly ReadOnlySpan<byte> Reasons = reasons, Distances = distances;
}
