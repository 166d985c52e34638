using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Vegetation.Worker.Computing;

/// <summary>A normalized difference in lanes of 32 bits: twice as fast as any fraction.</summary>
internal readonly struct DifferenceKernel(int offset) : IIndexKernel<DifferenceKernel>
{
    public static DifferenceKernel Of(SpectralIndex index, int offset) => new(offset);

    /// <summary>The quotient of floats is off by one at most, which the remainder tells, so the result is exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<short> Scaled(Vector128<ushort> a, Vector128<ushort> b, Vector128<ushort> c)
    {
        var r = Vector256.Create(Vector128.WidenLower(a), Vector128.WidenUpper(a)).AsInt32();
        var n = Vector256.Create(Vector128.WidenLower(b), Vector128.WidenUpper(b)).AsInt32();
        var difference = n - r;
        var sum = n + r + Vector256.Create(2 * offset);
        var (above, below) = ((Vector256.Abs(difference) * 20_000) + sum, sum * 2);
        var quotient = Vector256.ConvertToInt32Native(Vector256.ConvertToSingle(above) / Vector256.ConvertToSingle(below));
        var remainder = above - (quotient * below);
        quotient += Vector256.LessThan(remainder, Vector256<int>.Zero) - Vector256.GreaterThanOrEqual(remainder, below); // true is -1
        var scaled = Vector256.ConditionalSelect(Vector256.LessThan(difference, Vector256<int>.Zero), -quotient, quotient);
        return Vector128.Narrow(scaled.GetLower(), scaled.GetUpper());
    }
}
