using System.Text.Json;
using Vegetation.Core.Sums;
using Vegetation.Core.Zones;

namespace Vegetation.Core.Work;

/// <summary>
/// What a work unit adds to the products of its run, in one object, so that the aggregation reads this and the record, and nothing else of
/// the unit.
/// </summary>
/// <param name="Cells">By index, of all of the unit's: sums for the world grid.</param>
public sealed record Contribution(IReadOnlyDictionary<string, CellsDocument> Cells)
{
    /// <summary>By index as well: sums for the unit's zones. Null where it has none.</summary>
    public IReadOnlyDictionary<string, ZonesDocument>? Zones { get; init; }

    /// <summary>The STAC item, which lies among the items too. Null where the unit has no valid pixel.</summary>
    public JsonElement? Item { get; init; }
}
