using Vegetation.Core.Sensors;

namespace Vegetation.Core.Indices;

/// <summary>How an index follows from the digital numbers (DN) of its bands, so that every machine gives the same.</summary>
/// <param name="Bands">Two or three; DN come in this order.</param>
public abstract record IndexFormula(IReadOnlyList<BandRole> Bands)
{
    /// <summary>The formula of DN to which an offset is still to be added.</summary>
    /// <param name="offset">BOA_ADD_OFFSET, 0 or -1000.</param>
    public abstract IndexFormula WithOffset(int offset);

    /// <summary>The index x 10000, rounded half away from zero; null where the formula has no value.</summary>
    /// <param name="dn">In <see cref="DnRange"/>, one for each band.</param>
    public abstract long? Scaled(ReadOnlySpan<int> dn);

    /// <summary>The index itself, rounded once to the nearest float; NaN or infinite where it has none.</summary>
    public abstract float Exact(ReadOnlySpan<int> dn);
}
