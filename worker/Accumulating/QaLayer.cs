using System.Runtime.Intrinsics;
using Vegetation.Worker.Reading;

namespace Vegetation.Worker.Accumulating;

/// <summary>
/// What was seen in each pixel, as values of <see cref="QaClass"/>. Indices have bands of their own: a pixel is clear where all of them
/// have a value, else it has the reason of the first that has none, no data and saturation before all others.
/// </summary>
internal sealed class QaLayer(WorkingGrid grid, PixelLease lease)
{
    static readonly ByteTable OfReason = new(reason => reason < QaClass.OfReason.Count ? QaClass.OfReason[reason] : (byte)0);
    static readonly byte WaterCode = Sensor.Sentinel2.Classes.CodeOf(PixelClass.Water);
    static readonly byte Saturated = QaClass.OfReason[(int)MaskReason.Saturated];

    /// <summary>Row-major, as the grid.</summary>
    public byte[] Values { get; } = lease.Take<byte>(grid.Count);

    /// <param name="index">Which of the unit's: they come in their order, row by row.</param>
    public void Add(PixelWindow window, int row, int index, ReadOnlySpan<byte> reasons, ReadOnlySpan<byte> codes)
    {
        var values = Values.AsSpan(grid.IndexOf(window, row), window.Width);
        if (index == 0) SetFirst(values, reasons, codes);
        else Join(values, reasons);
    }

    static void SetFirst(Span<byte> values, ReadOnlySpan<byte> reasons, ReadOnlySpan<byte> codes)
    {
        var table = OfReason;
        var why = reasons.Vectors();
        var of = codes.Vectors();
        var to = values.Vectors();
        for (var i = 0; i < to.Length; i++)
        {
            var value = table[why[i]];
            var isWater = Vector256.Equals(value, All(QaClass.Clear)) & Vector256.Equals(of[i], All(WaterCode));
            to[i] = Vector256.ConditionalSelect(isWater, All(QaClass.Water), value);
        }
        for (var i = ByteVectors.Done(values.Length); i < values.Length; i++)
            values[i] = table[reasons[i]] is QaClass.Clear && codes[i] == WaterCode ? QaClass.Water : table[reasons[i]];
    }

    static void Join(Span<byte> values, ReadOnlySpan<byte> reasons)
    {
        var table = OfReason;
        var why = reasons.Vectors();
        var to = values.Vectors();
        for (var i = 0; i < to.Length; i++) to[i] = Joined(to[i], table[why[i]]);
        for (var i = ByteVectors.Done(values.Length); i < values.Length; i++) values[i] = Joined(values[i], table[reasons[i]]);
    }

    static byte Joined(byte value, byte other) =>
        value == 0 || other == 0 ? (byte)0
        : value == Saturated || other == Saturated ? Saturated
        : value is QaClass.Clear or QaClass.Water && other != QaClass.Clear ? other : value;

    /// <summary>The same, 32 at a time.</summary>
    static Vector256<byte> Joined(Vector256<byte> value, Vector256<byte> other)
    {
        var isSeen = ~(Vector256.Equals(value, Vector256<byte>.Zero) | Vector256.Equals(other, Vector256<byte>.Zero));
        var isSaturated = Vector256.Equals(value, All(Saturated)) | Vector256.Equals(other, All(Saturated));
        var isOther = (Vector256.Equals(value, All(QaClass.Clear)) | Vector256.Equals(value, All(QaClass.Water)))
            & ~Vector256.Equals(other, All(QaClass.Clear));
        var joined = Vector256.ConditionalSelect(isOther, other, value);
        return Vector256.ConditionalSelect(isSaturated, All(Saturated), joined) & isSeen;
    }

    static Vector256<byte> All(byte value) => Vector256.Create(value);
}
