using Vegetation.Core.Grid;
using Vegetation.Core.Ndvi;
using Vegetation.Core.Scenes;
using Vegetation.Core.Units;
using Vegetation.Raster;

namespace Vegetation.Worker.Scenes;

/// <summary>A computed scene.</summary>
/// <param name="Ndvi">NDVI x 10000, or <see cref="NdviMath.Nodata"/>; row-major, as the grid.</param>
/// <param name="Stored">Statistics of NDVI x 10000.</param>
/// <param name="Warnings">What is not as it should be; none is good.</param>
internal sealed record NdviScene(
    SceneGrid Grid, short[] Ndvi, BoaOffset Offset, PixelCounts Pixels, BandStatistics Stored, CellsDocument Cells, IReadOnlyList<Warning> Warnings)
{
    /// <summary>Of NDVI itself, to six digits; null without a valid pixel.</summary>
    public NdviStatistics? Statistics =>
        Stored.Count == 0 ? null : new(Value(Stored.Mean), Value(Stored.StandardDeviation), Value(Stored.Minimum), Value(Stored.Maximum));

    static double Value(double stored) => Math.Round(stored * NdviMath.Scale, 6);
}

/// <summary>Why a scene is suspect: one word for machines, a sentence for people.</summary>
internal sealed record Warning(string Reason, string Text);
