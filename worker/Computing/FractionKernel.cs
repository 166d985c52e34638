using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Vegetation.Worker.Computing;

/// <summary>
/// Any fraction of linear forms, in doubles. Both forms, and ten thousand times the numerator, are whole numbers below 2^53, and a quotient
/// of such with a denominator below 2^20 and a value below 2^16 is either a whole number or farther from one than a double's rounding
/// error: its floor is exact.
/// </summary>
internal readonly struct FractionKernel(LinearFraction fraction, short min, short max) : IIndexKernel<FractionKernel>
{
    readonly double firstAbove = fraction.Numerator.Weights[0], secondAbove = fraction.Numerator.Weights[1];
    readonly double firstBelow = fraction.Denominator.Weights[0], secondBelow = fraction.Denominator.Weights[1];
    readonly double above = fraction.Numerator.Constant, below = fraction.Denominator.Constant;

    public static FractionKernel Of(SpectralIndex index, int offset) => new(index.Fraction.WithOffset(offset), index.Min, index.Max);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<short> Scaled(Vector128<ushort> first, Vector128<ushort> second)
    {
        var lower = Four(Vector128.WidenLower(first), Vector128.WidenLower(second));
        var upper = Four(Vector128.WidenUpper(first), Vector128.WidenUpper(second));
        return Vector128.Narrow(lower, upper);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Vector128<int> Four(Vector128<uint> first, Vector128<uint> second)
    {
        var (a, b) = (ToDouble(first), ToDouble(second));
        var numerator = (a * firstAbove) + (b * secondAbove) + Vector256.Create(above);
        var denominator = (a * firstBelow) + (b * secondBelow) + Vector256.Create(below);
        var doubled = (Vector256.Abs(numerator) * (2.0 * SpectralIndex.One)) + denominator;
        var rounded = Vector256.Floor(doubled / (denominator * 2.0));
        var signed = Vector256.ConditionalSelect(Vector256.LessThan(numerator, Vector256<double>.Zero), -rounded, rounded);
        var clipped = Vector256.Min(Vector256.Max(signed, Vector256.Create((double)min)), Vector256.Create((double)max));
        var whole = Vector256.ConvertToInt64(clipped);
        return Vector128.Create((int)whole[0], (int)whole[1], (int)whole[2], (int)whole[3]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<double> ToDouble(Vector128<uint> four) =>
        Vector256.ConvertToDouble(Vector256.Create(Vector128.WidenLower(four), Vector128.WidenUpper(four)));
}
