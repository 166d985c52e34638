using System.Text.Json.Serialization;
using Vegetation.Core.Composites;
using Vegetation.Core.Geography;
using Vegetation.Core.Indices;
using Vegetation.Core.Masking;
using Vegetation.Core.Scenes;
using Vegetation.Core.Sensors;
using Vegetation.Core.Zones;

namespace Vegetation.Core.Work;

/// <summary>The mask as a work unit carries it; see <see cref="MaskRule"/>.</summary>
public sealed record UnitMask(IReadOnlyList<int> Classes, int DilationPixels, int? CloudProbability = null)
{
    /// <exception cref="ArgumentException">a value is out of range.</exception>
    public MaskRule ToRule() => new(Classes, DilationPixels, CloudProbability);
}

/// <summary>
/// An acquisition: its scene, and further granules of it on the same grid, which fill what the scene lacks, in this order.
/// </summary>
public sealed record UnitAcquisition(Scene Scene, IReadOnlyList<Scene> AdditionalGranules);

/// <summary>Everything that a worker needs to process one acquisition of a tile, or a composite of several, and nothing else.</summary>
/// <param name="UnitId">The scene's id, or tile, window and rule of a composite: unique in a run and safe as a file name.</param>
/// <param name="Scene">That of the first acquisition.</param>
/// <param name="Neighbours">All other tiles of the run whose rasters overlap this one's, by name.</param>
/// <param name="CellsPerDegree">Cells of the world grid in a degree; 20 is 0.05 degree.</param>
public sealed record WorkUnit(string UnitId, string RunId, Scene Scene, UnitMask Mask, IReadOnlyList<string> Neighbours, int CellsPerDegree)
{
    /// <summary>Further granules of the acquisition, on the same grid: they fill what <see cref="Scene"/> lacks, in this order.</summary>
    public IReadOnlyList<Scene> AdditionalGranules { get => field ?? []; init; } // the serializer sets what is absent to null

    /// <summary>How several acquisitions make one output; null for one.</summary>
    public Compositing? Composite { get; init; }

    /// <summary>Further acquisitions of a composite, in any order.</summary>
    public IReadOnlyList<UnitAcquisition> OtherAcquisitions { get => field ?? []; init; }

    [JsonIgnore]
    public IReadOnlyList<UnitAcquisition> Acquisitions => [new(Scene, AdditionalGranules), .. OtherAcquisitions];

    /// <summary>One of its acquisitions as if it were a unit of its own.</summary>
    public WorkUnit Of(UnitAcquisition acquisition) =>
        this with { Scene = acquisition.Scene, AdditionalGranules = acquisition.AdditionalGranules, OtherAcquisitions = [] };

    /// <summary>The scene and its additional granules.</summary>
    [JsonIgnore]
    public IReadOnlyList<Scene> Granules => [Scene, .. AdditionalGranules];

    /// <summary>What is computed, at least one: names in <see cref="SpectralIndex.All"/>, each once.</summary>
    public IReadOnlyList<string> Indices { get => field ?? [SpectralIndex.Ndvi.Name]; init; }

    /// <exception cref="ArgumentException">there is no such index; the message names those that there are.</exception>
    [JsonIgnore]
    public IReadOnlyList<SpectralIndex> SpectralIndices => [.. Indices.Select(SpectralIndex.Of)];

    /// <summary>The bands that are read.</summary>
    [JsonIgnore]
    public IReadOnlyList<BandRole> Bands => SpectralIndex.BandsOf(SpectralIndices, Mask.ToRule());

    /// <summary>Metres, one of <see cref="Sensors.Resolution.Metres"/>.</summary>
    public int Resolution { get => field == 0 ? 10 : field; init; }

    /// <summary>Metres.</summary>
    [JsonIgnore]
    public int PixelMetres => Sensors.Resolution.PixelMetres(Resolution, Scene.IsGenerated);

    /// <summary>What its files call an index.</summary>
    public string LabelOf(SpectralIndex index) => index.LabelAt(Resolution, Scene.IsGenerated);

    /// <summary>How the values are stored.</summary>
    public OutputFormat Output { get => field ?? OutputFormat.Default; init; }

    /// <summary>What its outputs are cut to: of the area asked for the polygons near the tile. Null where they are not cut.</summary>
    [JsonConverter(typeof(AreaConverter))]
    public Area? Area { get; init; }

    /// <summary>The zones that touch the tile, by number, cut to its surroundings. Null where statistics of none are asked for.</summary>
    public IReadOnlyList<UnitZone>? Zones { get; init; }
}
