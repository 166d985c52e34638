using Vegetation.Core.Grid;
using Vegetation.Core.Ndvi;
using Vegetation.Core.Scenes;
using Vegetation.Core.Units;

namespace Vegetation.Worker.Scenes;

/// <summary>A computed scene.</summary>
/// <param name="Ndvi">NDVI x 10000, or <see cref="NdviMath.Nodata"/>; row-major, as the grid.</param>
/// <param name="Warnings">Sentences on what is not as it should be; none is good.</param>
internal sealed record NdviScene(
    SceneGrid Grid, short[] Ndvi, BoaOffset Offset, PixelCounts Pixels, NdviStatistics? Statistics, CellsDocument Cells, IReadOnlyList<string> Warnings);
