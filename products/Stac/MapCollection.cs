using System.Text.Json.Nodes;
using Vegetation.Core;
using Vegetation.Core.Archive;
using Vegetation.Core.Work;
using static Vegetation.Products.Stac.StacFields;

namespace Vegetation.Products.Stac;

/// <summary>
/// The collection of the maps of all runs and the catalog above it. They follow from the items that are there, in whatever order runs
/// ended.
/// </summary>
public static class MapCollection
{
    public const string Key = $"{ArchiveSeries.AllMaps}collection.json";

    /// <param name="maps">At least one, by their keys.</param>
    public static JsonObject Of(IReadOnlyList<ListedMap> maps) => new()
    {
        ["type"] = "Collection",
        ["stac_version"] = StacFields.Version,
        ["id"] = MapItem.CollectionId,
        ["title"] = "Weekly vegetation maps of Sentinel-2",
        ["description"] = "The maps of all runs: of each week and index the mean, its change since the run before and its anomaly. A week "
            + "that is run again replaces its map. Contains modified Copernicus Sentinel data.",
        ["license"] = "other",
        ["providers"] = Providers(),
        ["extent"] = ExtentOf(Extent.Around(
            maps.Select(map => map.Box).DistinctBy(box => string.Join(' ', box)), maps.Min(map => map.From), maps.Max(map => map.To))),
        ["links"] = new JsonArray(
        [
            .. new[] { "root", "parent" }.Select(rel => (JsonNode)Link(rel, $"../{RunKeys.Catalog}", "application/json")), License(),
            .. maps.Select(map => (JsonNode)Link("item", $"./{map.Key[ArchiveSeries.AllMaps.Length..]}", MediaTypes.GeoJson, map.Title)),
        ]),
    };

    /// <summary>The catalog of all: the weekly maps, and of each run that made one the scenes.</summary>
    /// <param name="maps">At least one, by their keys.</param>
    public static JsonObject Catalog(IReadOnlyList<ListedMap> maps) => new()
    {
        ["type"] = "Catalog",
        ["stac_version"] = StacFields.Version,
        ["id"] = "vegetation-maps",
        ["title"] = "Vegetation maps of Sentinel-2",
        ["description"] = "Weekly maps, and of each run that made one the collection of its scenes.",
        ["links"] = new JsonArray(
        [
            Link("root", $"./{RunKeys.Catalog}", "application/json"), Link("child", $"./{Key}", "application/json", "Weekly maps"),
            .. maps.Select(map => map.RunId).Distinct().Order(StringComparer.Ordinal).Select(run => (JsonNode)Link(
                "child", $"./{new RunKeys(new RunId(run)).Product(ProductNames.Collection)}", "application/json", $"Scenes of {run}")),
        ]),
    };
}
