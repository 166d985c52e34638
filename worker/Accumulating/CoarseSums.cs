using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Vegetation.Worker.Accumulating;

/// <summary>
/// <see cref="ClassSums.Add"/>, eight pixels at a time, of at most <see cref="GeolocationGrid.Spacing"/>. Squares are added in halves: of
/// up to 29 bits, each taken up to 255 times by one pixel, they would not fit.
/// </summary>
internal struct CoarseSums
{
    Vector256<int> observed, snows, waters, clear, valid, sum, lowSquares, highSquares;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ReadOnlySpan<short> values, Vector256<int> seen, Vector256<int> snow, Vector256<int> water)
    {
        var eight = Vector128.Create(values);
        var value = Vector256.Create(Vector128.WidenLower(eight), Vector128.WidenUpper(eight));
        var isValid = ~Vector256.Equals(value, Vector256.Create((int)SpectralIndex.Nodata));
        var (land, square) = ((seen - water) & isValid, value * value);
        observed += seen;
        snows += snow;
        waters += water;
        clear += seen & isValid;
        valid += land;
        sum += land * value;
        lowSquares += land * (square & Vector256.Create(0xFFFF));
        highSquares += land * (square >>> 16);
    }

    public readonly CellSum Sum() => new()
    {
        Observed = Vector256.Sum(observed),
        Snow = Vector256.Sum(snows),
        Water = Vector256.Sum(waters),
        Clear = Vector256.Sum(clear),
        Valid = Vector256.Sum(valid),
        Sum = Vector256.Sum(sum),
        SumSquares = ((long)Vector256.Sum(highSquares) << 16) + Total(lowSquares),
    };

    static long Total(Vector256<int> halves) => Vector256.Sum(Vector256.WidenLower(halves) + Vector256.WidenUpper(halves));
}
