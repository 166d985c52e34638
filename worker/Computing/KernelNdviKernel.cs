using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Vegetation.Worker.Computing;

/// <summary>kNDVI by the table of <see cref="KernelNdvi"/>.</summary>
internal readonly struct KernelNdviKernel(int offset) : IIndexKernel<KernelNdviKernel>
{
    /// <summary>By NDVI x 10000 + 10000: no value below 0, and none for what is nonsense.</summary>
    static readonly short[] Values =
        [.. Enumerable.Repeat(SpectralIndex.Nodata, SpectralIndex.One), .. KernelNdvi.Table];

    readonly DifferenceKernel ndvi = new(offset);

    public static KernelNdviKernel Of(SpectralIndex index, int offset) => new(offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<short> Scaled(Vector128<ushort> a, Vector128<ushort> b, Vector128<ushort> c)
    {
        var places = ndvi.Scaled(a, b, c);
        Span<short> eight = stackalloc short[8];
        for (var i = 0; i < eight.Length; i++) eight[i] = Of(places[i]);
        return Vector128.Create<short>(eight);
    }

    static short Of(int ndvi) => (uint)(ndvi + SpectralIndex.One) < (uint)Values.Length ? Values[ndvi + SpectralIndex.One]
        : SpectralIndex.Nodata;
}
