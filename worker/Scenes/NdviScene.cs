using Vegetation.Core.Indices;
using Vegetation.Core.Masking;
using Vegetation.Core.Scenes;
using Vegetation.Core.Sums;
using Vegetation.Core.Units;
using Vegetation.Raster;

namespace Vegetation.Worker.Scenes;

/// <summary>A computed scene.</summary>
/// <param name="Ndvi">NDVI x 10000, or <see cref="SpectralIndex.Nodata"/>; row-major, as the grid.</param>
/// <param name="Stored">Statistics of NDVI x 10000.</param>
/// <param name="Warnings">What is not as it should be; none is good.</param>
internal sealed record NdviScene(
    SceneGrid Grid, short[] Ndvi, BoaOffset Offset, MaskCounts Pixels, BandStatistics Stored, CellsDocument Cells, IReadOnlyList<Warning> Warnings)
{
    /// <summary>NDVI x 1 or NaN, as many; empty unless float32 is asked.</summary>
    public float[] Exact { get; init; } = [];

    /// <summary>The offsets of the unit's parts, where <see cref="Offset"/> is that of its scene.</summary>
    public IReadOnlyList<BoaOffset> PartOffsets { get; init; } = [];

    /// <summary>Of NDVI itself, to six digits; null without a valid pixel.</summary>
    public NdviStatistics? Statistics =>
        Stored.Count == 0 ? null : new(Value(Stored.Mean), Value(Stored.StandardDeviation), Value(Stored.Minimum), Value(Stored.Maximum));

    public static float[] RoomForExact(OutputFormat format, SceneGrid grid) =>
        format.DataType == OutputDataType.Float32 ? GC.AllocateUninitializedArray<float>(grid.Pixels.Width * grid.Pixels.Height) : [];

    static double Value(double stored) => Math.Round(stored * SpectralIndex.Scale, 6);
}
