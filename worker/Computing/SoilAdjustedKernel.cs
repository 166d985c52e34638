using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Vegetation.Worker.Computing;

/// <summary>MSAVI2 as <see cref="SoilAdjusted"/> has it: roots of doubles are the same one by one and four at a time.</summary>
internal readonly struct SoilAdjustedKernel(SpectralIndex index, int offset) : IIndexKernel<SoilAdjustedKernel>
{
    readonly double min = index.Min, max = index.Max, offset = offset;

    public static SoilAdjustedKernel Of(SpectralIndex index, int offset) => new(index, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<short> Scaled(Vector128<ushort> a, Vector128<ushort> b, Vector128<ushort> c) => Vector128.Narrow(
        Four(DoubleLanes.Lower(a), DoubleLanes.Lower(b)), Four(DoubleLanes.Upper(a), DoubleLanes.Upper(b)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Vector128<int> Four(Vector256<double> redDn, Vector256<double> nirDn)
    {
        var one = Vector256.Create((double)SpectralIndex.One);
        var (red, twice) = (redDn + Vector256.Create(offset), (nirDn + Vector256.Create(offset)) * 2.0);
        var rest = twice - one;
        var doubled = twice + one - Vector256.Sqrt((rest * rest) + (red * (8.0 * SpectralIndex.One)));
        var down = Vector256.Floor((doubled + Vector256<double>.One) * 0.5);
        var up = Vector256.Ceiling((doubled - Vector256<double>.One) * 0.5);
        return DoubleLanes.Within(Vector256.ConditionalSelect(Vector256.LessThan(doubled, Vector256<double>.Zero), up, down), min, max);
    }
}
