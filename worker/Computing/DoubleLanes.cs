using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Vegetation.Worker.Computing;

/// <summary>Between eight pixels and two times four doubles.</summary>
internal static class DoubleLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Lower(Vector128<ushort> dn) => ToDouble(Vector128.WidenLower(dn));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Upper(Vector128<ushort> dn) => ToDouble(Vector128.WidenUpper(dn));

    /// <summary>
    /// Whole numbers of doubles, and <see cref="SpectralIndex.Nodata"/> for what is not within the range, NaN among them.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Within(Vector256<double> values, double min, double max)
    {
        var isWithin = Vector256.GreaterThanOrEqual(values, Vector256.Create(min)) & Vector256.LessThanOrEqual(
            values, Vector256.Create(max));
        var whole = Vector256.ConvertToInt64(Vector256.ConditionalSelect(isWithin, values, Vector256.Create((double)SpectralIndex.Nodata)));
        return Vector128.Create((int)whole[0], (int)whole[1], (int)whole[2], (int)whole[3]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<double> ToDouble(Vector128<uint> four) =>
        Vector256.ConvertToDouble(Vector256.Create(Vector128.WidenLower(four), Vector128.WidenUpper(four)));
}
