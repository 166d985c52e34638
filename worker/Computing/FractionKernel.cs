using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Vegetation.Worker.Computing;

/// <summary>
/// Any fraction of linear forms, in doubles. Both forms, and ten thousand times the numerator, are whole numbers below 2^53, and a quotient
/// of such with a denominator below 2^20 and a value below 2^16 is either a whole number or farther from one than a double's rounding
/// error: its floor is exact. Larger values are out of range, however they are rounded.
/// </summary>
internal readonly struct FractionKernel(SpectralIndex index, LinearFraction fraction) : IIndexKernel<FractionKernel>
{
    readonly Form above = new(fraction.Numerator), below = new(fraction.Denominator);
    readonly double min = index.Min, max = index.Max;

    public static FractionKernel Of(SpectralIndex index, int offset) => new(index, (LinearFraction)index.Formula.WithOffset(offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<short> Scaled(Vector128<ushort> a, Vector128<ushort> b, Vector128<ushort> c) => Vector128.Narrow(
        Four(DoubleLanes.Lower(a), DoubleLanes.Lower(b), DoubleLanes.Lower(c)),
        Four(DoubleLanes.Upper(a), DoubleLanes.Upper(b), DoubleLanes.Upper(c)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Vector128<int> Four(Vector256<double> a, Vector256<double> b, Vector256<double> c)
    {
        var (numerator, denominator) = (above.At(a, b, c), below.At(a, b, c));
        var doubled = (Vector256.Abs(numerator) * (2.0 * SpectralIndex.One)) + denominator;
        var rounded = Vector256.Floor(doubled / (denominator * 2.0));
        var signed = Vector256.ConditionalSelect(Vector256.LessThan(numerator, Vector256<double>.Zero), -rounded, rounded);
        var hasValue = Vector256.GreaterThan(denominator, Vector256<double>.Zero);
        return DoubleLanes.Within(Vector256.ConditionalSelect(hasValue, signed, Vector256.Create(double.NaN)), min, max);
    }

    readonly struct Form(LinearForm form)
    {
        readonly double a = form.Weights[0], b = form.Weights[1], c = form.Weights.Count > 2 ? form.Weights[2] : 0,
            constant = form.Constant;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<double> At(Vector256<double> first, Vector256<double> second, Vector256<double> third) =>
            (first * a) + (second * b) + (third * c) + Vector256.Create(constant);
    }
}
