using System.Text.Json.Serialization;
using Vegetation.Core.Ndvi;
using Vegetation.Core.Scenes;

namespace Vegetation.Core.Work;

/// <summary>The mask as a work unit carries it; see <see cref="MaskRule"/>.</summary>
public sealed record UnitMask(IReadOnlyList<int> Classes, int DilationPixels, SclSampling Scl = SclSampling.Nearest)
{
    /// <exception cref="ArgumentException">a value is out of range.</exception>
    public MaskRule ToRule() => new(Classes, DilationPixels, Scl);
}

/// <summary>Everything that a worker needs to process one scene of one tile, and nothing else.</summary>
/// <param name="UnitId">The scene's id: unique in a run and safe as a file name.</param>
/// <param name="Neighbours">Tiles of other UTM zones that the run maps too and that overlap this one.</param>
/// <param name="CellsPerDegree">Cells of the world grid in a degree; 20 is 0.05 degree.</param>
public sealed record WorkUnit(string UnitId, string RunId, Scene Scene, UnitMask Mask, IReadOnlyList<string> Neighbours, int CellsPerDegree)
{
    /// <summary>
    /// Further granules of the same acquisition on the same grid: their pixels fill the nodata of <see cref="Scene"/>, in this order.
    /// </summary>
    public IReadOnlyList<Scene> Parts { get => field ?? []; init; } // the serializer sets what is absent to null

    /// <summary>The scene and its further granules.</summary>
    [JsonIgnore]
    public IReadOnlyList<Scene> Granules => [Scene, .. Parts];

    /// <summary>How the NDVI is stored.</summary>
    public NdviFormat Output { get => field ?? NdviFormat.Default; init; }
}
