using System.Numerics;
using Vegetation.Worker.Reading;

namespace Vegetation.Worker.Accumulating;

/// <summary>
/// What was seen in each pixel, as values of <see cref="QaClass"/>. Indices have bands of their own: a pixel is clear where all of them
/// have a value, else it has the reason of the first that has none, no data and saturation before all others.
/// </summary>
internal sealed class QaLayer(WorkingGrid grid)
{
    static readonly byte[] OfReason = [.. QaClass.OfReason, .. new byte[16 - QaClass.OfReason.Count]];
    static readonly byte WaterCode = Sensor.Sentinel2.Classes.CodeOf(PixelClass.Water);
    static readonly byte Saturated = QaClass.OfReason[(int)MaskReason.Saturated];

    /// <summary>Row-major, as the grid.</summary>
    public byte[] Values { get; } = GC.AllocateUninitializedArray<byte>(grid.Count);

    /// <param name="index">Which of the unit's: they come in their order, row by row.</param>
    public void Add(PixelWindow window, int row, int index, ReadOnlySpan<byte> reasons, ReadOnlySpan<byte> codes)
    {
        var values = Values.AsSpan(grid.IndexOf(window, row), window.Width);
        if (index == 0) SetFirst(values, reasons, codes);
        else
            for (var i = 0; i < values.Length; i++) values[i] = Joined(values[i], OfReason[reasons[i]]);
    }

    static void SetFirst(Span<byte> values, ReadOnlySpan<byte> reasons, ReadOnlySpan<byte> codes)
    {
        SlidingBytes.LookUp(reasons, OfReason, 0, values);
        var i = 0;
        for (; i <= values.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            var value = new Vector<byte>(values[i..]);
            var isWater = Vector.Equals(value, new Vector<byte>(QaClass.Clear))
                & Vector.Equals(new Vector<byte>(codes[i..]), new Vector<byte>(WaterCode));
            Vector.ConditionalSelect(isWater, new Vector<byte>(QaClass.Water), value).CopyTo(values[i..]);
        }
        for (; i < values.Length; i++)
            if (values[i] == QaClass.Clear && codes[i] == WaterCode) values[i] = QaClass.Water;
    }

    static byte Joined(byte value, byte other) =>
        value == 0 || other == 0 ? (byte)0
        : value == Saturated || other == Saturated ? Saturated
        : value is QaClass.Clear or QaClass.Water && other != QaClass.Clear ? other : value;
}
