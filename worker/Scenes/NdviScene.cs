using Vegetation.Core.Grid;
using Vegetation.Core.Ndvi;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Raster;

namespace Vegetation.Worker.Scenes;

/// <summary>A computed scene.</summary>
/// <param name="Ndvi">NDVI x 10000, or <see cref="NdviMath.Nodata"/>; row-major, as the grid.</param>
/// <param name="Stored">Statistics of NDVI x 10000.</param>
/// <param name="Warnings">What is not as it should be; none is good.</param>
internal sealed record NdviScene(
    SceneGrid Grid, short[] Ndvi, BoaOffset Offset, PixelCounts Pixels, BandStatistics Stored, CellsDocument Cells, IReadOnlyList<Warning> Warnings)
{
    /// <summary>NDVI x 1 or NaN, as many; empty unless float32 is asked.</summary>
    public float[] Exact { get; init; } = [];

    /// <summary>The offsets of the unit's parts, where <see cref="Offset"/> is that of its scene.</summary>
    public IReadOnlyList<BoaOffset> PartOffsets { get; init; } = [];

    /// <summary>Of NDVI itself, to six digits; null without a valid pixel.</summary>
    public NdviStatistics? Statistics =>
        Stored.Count == 0 ? null : new(Value(Stored.Mean), Value(Stored.StandardDeviation), Value(Stored.Minimum), Value(Stored.Maximum));

    public static float[] RoomForExact(NdviFormat format, SceneGrid grid) =>
        format.DataType == NdviDataType.Float32 ? GC.AllocateUninitializedArray<float>(grid.Pixels.Width * grid.Pixels.Height) : [];

    static double Value(double stored) => Math.Round(stored * NdviMath.Scale, 6);
}
