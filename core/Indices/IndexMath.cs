namespace Vegetation.Core.Indices;

/// <summary>A spectral index of one pixel: what the worker's vectors have to give too.</summary>
public static class IndexMath
{
    /// <summary>The index x 10000, or <see cref="SpectralIndex.Nodata"/> where it has no value in its range.</summary>
    /// <param name="offset">BOA_ADD_OFFSET, 0 or -1000: added to each DN.</param>
    /// <param name="dn">In <see cref="Sensors.DnRange"/>, one for each band of the index.</param>
    public static short Scaled(SpectralIndex index, int offset, params ReadOnlySpan<int> dn) =>
        index.Within(index.Formula.WithOffset(offset).Scaled(dn));
}
