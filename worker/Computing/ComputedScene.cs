using Vegetation.Core.Work;
using Vegetation.Worker.Accumulating;
using Vegetation.Worker.Reading;

namespace Vegetation.Worker.Computing;

/// <summary>An index of a scene, computed.</summary>
/// <param name="Values">The index x 10000, or <see cref="SpectralIndex.Nodata"/>; row-major, as the grid.</param>
/// <param name="Exact">The index x 1 or NaN, as many; empty unless float32 is asked.</param>
/// <param name="Stored">Statistics of the index x 10000.</param>
internal sealed record ComputedIndex(
    SpectralIndex Index, short[] Values, float[] Exact, MaskCounts Pixels, BandStatistics Stored, CellsDocument Cells)
{
    /// <summary>Of the index itself, to six digits; null without a valid pixel.</summary>
    public IndexStatistics? Statistics =>
        Stored.Count == 0 ? null : new(Value(Stored.Mean), Value(Stored.StandardDeviation), Value(Stored.Minimum), Value(Stored.Maximum));

    static double Value(double stored) => Math.Round(stored * SpectralIndex.Scale, 6);
}

/// <summary>A computed scene.</summary>
/// <param name="Indices">In the order in which they were asked for; at least one.</param>
/// <param name="Offsets">Of each granule, the unit's scene first.</param>
/// <param name="Qa">Values of <see cref="QaClass"/>, as many as pixels; null where nobody asks for them.</param>
/// <param name="Warnings">What is not as it should be; none is good.</param>
internal sealed record ComputedScene(
    WorkingGrid Grid, IReadOnlyList<ComputedIndex> Indices, IReadOnlyList<BoaOffset> Offsets, byte[]? Qa, IReadOnlyList<Warning> Warnings)
{
    public BoaOffset Offset => Offsets[0];

    public bool HasValues => Indices.Any(index => index.Pixels.Valid > 0);
}
