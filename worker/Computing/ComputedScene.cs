using Vegetation.Core.Work;
using Vegetation.Worker.Accumulating;

namespace Vegetation.Worker.Computing;

/// <summary>Where the values of a composite come from, as many as pixels; 0 where there is none.</summary>
/// <param name="Days">Days of the window, from 1 on.</param>
/// <param name="Counts">In how many acquisitions the pixel is valid.</param>
internal sealed record CompositeOrigin(ushort[] Days, byte[] Counts);

/// <summary>An index of a scene, computed.</summary>
/// <param name="Values">The index x 10000, or <see cref="SpectralIndex.Nodata"/>; row-major, as the grid.</param>
/// <param name="Exact">The index x 1 or NaN, as many; empty unless float32 is asked.</param>
/// <param name="Stored">Statistics of the index x 10000.</param>
/// <param name="Origin">Null but in composites.</param>
internal sealed record ComputedIndex(
    SpectralIndex Index, short[] Values, float[] Exact, MaskCounts Pixels, BandStatistics Stored, CellsDocument Cells,
    CompositeOrigin? Origin = null)
{
    /// <summary>Sums of the unit's zones; null where it has none.</summary>
    public ZonesDocument? Zones { get; init; }

    /// <summary>Of the index itself, to six digits; null without a valid pixel.</summary>
    public IndexStatistics? Statistics =>
        Stored.Count == 0 ? null : new(Value(Stored.Mean), Value(Stored.StandardDeviation), Value(Stored.Minimum), Value(Stored.Maximum));

    public static ComputedIndex Of(IndexRoom room, IndexSums sums, WorkUnit unit, CompositeOrigin? origin = null) => new(
        room.Index, room.Values, room.Exact, sums.Pixels, sums.Statistics, CellsDocument.From(new(unit.CellsPerDegree), sums.Cells), origin)
    {
        Zones = unit.Zones is null ? null : ZonesDocument.From(sums.Zones),
    };

    static double Value(double stored) => Math.Round(stored * SpectralIndex.Scale, 6);
}

/// <summary>A scene that was used, with the offset that its pixels got.</summary>
internal sealed record SourceScene(Scene Scene, BoaOffset Offset);

/// <summary>A computed scene, or composite of several.</summary>
/// <param name="Grid">Of all planes.</param>
/// <param name="Indices">In the order in which they were asked for; at least one.</param>
/// <param name="Sources">Of each granule of each acquisition, the unit's scene first.</param>
/// <param name="Qa">Values of <see cref="QaClass"/>, as many as pixels; null where nobody asks for them.</param>
/// <param name="Warnings">What is not as it should be; none is good.</param>
internal sealed record ComputedScene(
    GeoGrid Grid, IReadOnlyList<ComputedIndex> Indices, IReadOnlyList<SourceScene> Sources, byte[]? Qa,
    IReadOnlyList<Warning> Warnings)
{
    /// <summary>What each acquisition of a composite gave.</summary>
    public IReadOnlyList<AcquisitionOutcome>? Acquisitions { get; init; }

    /// <summary>Of the grid on which it was computed, before it is cut to its area.</summary>
    public int ComputedPixels { get; init; } = Grid.Width * Grid.Height;

    /// <summary>Fetched bytes of acquisitions after the first.</summary>
    public long OtherBytes { get; init; }

    public BoaOffset Offset => Sources[0].Offset;

    public bool HasValues => Indices.Any(index => index.Pixels.Valid > 0);
}
