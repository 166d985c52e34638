using System.Text.Json.Nodes;
using Vegetation.Core;
using Vegetation.Core.Archive;
using Vegetation.Core.Sensors;
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
        ["title"] = AreGenerated(maps) ? DataNotice.Titled("weekly vegetation maps") : "Weekly vegetation maps of Sentinel-2",
        ["description"] = "The maps of all runs: of each week and index the mean, its change since the previous run and its anomaly. A "
            + $"week that is run again replaces its map. {string.Join(". ", Notices(maps))}.",
        ["license"] = License(AreGenerated(maps)),
        ["providers"] = Providers(AreGenerated(maps)),
        ["extent"] = ExtentOf(Extent.Around(
            maps.Select(map => map.Box).DistinctBy(box => string.Join(' ', box)), maps.Min(map => map.From), maps.Max(map => map.To))),
        ["links"] = new JsonArray(
        [
            .. new[] { "root", "parent" }.Select(rel => (JsonNode)Link(rel, $"../{RunKeys.Catalog}", "application/json")),
            .. LicenseLinks(AreGenerated(maps)),
            .. maps.Select(map => (JsonNode)Link("item", $"./{map.Key[ArchiveSeries.AllMaps.Length..]}", MediaTypes.GeoJson, map.Title)),
        ]),
    };

    static bool AreGenerated(IReadOnlyList<ListedMap> maps) => maps.All(map => map.IsGenerated);

    /// <summary>One for the maps of satellite data, one for those of generated scenes.</summary>
    static IEnumerable<string> Notices(IReadOnlyList<ListedMap> maps) => maps.GroupBy(map => map.IsGenerated).OrderBy(kind => kind.Key)
        .Select(kind => DataNotice.Of(kind.Key, kind.Select(map => map.From.Year)));

    /// <summary>The catalog of all: the weekly maps, and of each run that made one the scenes.</summary>
    /// <param name="maps">At least one, by their keys.</param>
    public static JsonObject Catalog(IReadOnlyList<ListedMap> maps) => new()
    {
        ["type"] = "Catalog",
        ["stac_version"] = StacFields.Version,
        ["id"] = "vegetation-maps",
        ["title"] = AreGenerated(maps) ? DataNotice.Titled("vegetation maps") : "Vegetation maps of Sentinel-2",
        ["description"] = $"Weekly maps, and of each run that made one the collection of its scenes. {string.Join(". ", Notices(maps))}.",
        ["links"] = new JsonArray(
        [
            Link("root", $"./{RunKeys.Catalog}", "application/json"), Link("child", $"./{Key}", "application/json", "Weekly maps"),
            .. maps.GroupBy(map => map.RunId).OrderBy(run => run.Key, StringComparer.Ordinal).Select(run => (JsonNode)Link(
                "child", $"./{new RunKeys(new RunId(run.Key)).Product(ProductNames.Collection)}", "application/json",
                $"Scenes of {string.Join("; ", run.Select(map => map.Title))}")),
        ]),
    };
}
