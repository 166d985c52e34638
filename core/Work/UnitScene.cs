using Vegetation.Core.Scenes;

namespace Vegetation.Core.Work;

/// <summary>What the ledger says of a work unit's scene. The plan keeps it, so that nobody reads the unit for it.</summary>
/// <param name="Catalog">The one that named it.</param>
public sealed record UnitScene(string Tile, string Catalog)
{
    /// <summary>Null in composites, as are baseline and cloud cover.</summary>
    public DateTimeOffset? Sensed { get; init; }
    public string? Baseline { get; init; }
    public double? CloudCover { get; init; }

    /// <summary>Ids of the granules that are merged in; null where there are none.</summary>
    public IReadOnlyList<string>? AdditionalGranules { get; init; }

    public static UnitScene Of(WorkUnit unit)
    {
        var (scene, granules) = (unit.Scene, unit.AdditionalGranules);
        var known = new UnitScene(scene.Tile, scene.Catalog)
        {
            AdditionalGranules = granules.Count == 0 ? null : [.. granules.Select(granule => granule.Id)],
        };
        return unit.Composite is not null ? known
            : known with { Sensed = scene.Sensed, Baseline = scene.Baseline, CloudCover = scene.CloudCover };
    }
}
