using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core;
using Vegetation.Core.Archive;
using Vegetation.Core.Work;
using static Vegetation.Products.Stac.StacFields;

namespace Vegetation.Products.Stac;

/// <summary>What the collection of all weekly maps needs of one.</summary>
/// <param name="Box">West, south, east, north.</param>
/// <param name="RunId">The run that made it.</param>
public sealed record ListedMap(string Title, IReadOnlyList<double> Box, DateTimeOffset From, DateTimeOffset To, string RunId)
{
    /// <summary>Of its item.</summary>
    public string Key { get; init; } = "";

    /// <returns>Null if it is no item of ours: then the collection does without it.</returns>
    public static ListedMap? Read(byte[] item)
    {
        try
        {
            using var json = JsonDocument.Parse(item);
            var (root, properties) = (json.RootElement, json.RootElement.GetProperty("properties"));
            var run = ItemRow.Text(properties.GetProperty("vegetation:run"));
            double[] box = [.. root.GetProperty("bbox").EnumerateArray().Select(side => side.GetDouble())];
            return Vegetation.Core.Work.RunId.IsValid(run) && IsBox(box)
                ? new(ItemRow.Text(properties.GetProperty("title")), box, properties.GetProperty("start_datetime").GetDateTimeOffset(),
                    properties.GetProperty("end_datetime").GetDateTimeOffset(), run) : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Somewhere on the Earth, and not a line.</summary>
    static bool IsBox(double[] box) => box is [>= -180 and <= 180 and var west, >= -90 and var south, >= -180 and <= 180 and var east,
        <= 90 and var north] && south < north && west != east && (west, east) != (180, -180);
}

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
