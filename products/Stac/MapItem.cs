using System.Text.Json.Nodes;
using Vegetation.Core;
using Vegetation.Core.Archive;
using Vegetation.Core.Composites;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;
using Vegetation.Core.Sensors;
using Vegetation.Core.Work;
using Vegetation.Products.Ledger;
using Vegetation.Raster;
using static Vegetation.Products.Stac.StacFields;

namespace Vegetation.Products.Stac;

/// <summary>
/// The map of an index as a STAC 1.1 item of the collection of all weekly maps, with its change and anomaly. Its place in the bucket is
/// <see cref="ArchiveSeries.Map"/>, its files are those of a run.
/// </summary>
public static class MapItem
{
    public const string CollectionId = "weekly-maps";

    /// <summary>Of items whose scenes are generated; others do not have it.</summary>
    internal const string Generated = "vegetation:generated";

    /// <param name="folder">Holds the run's products.</param>
    /// <returns>Null where the run has no map of the index: nothing was seen.</returns>
    public static JsonObject? Of(string folder, Request request, LedgerDocument ledger, ArchiveSeries series, DateTimeOffset created)
    {
        var files = new IndexFiles(series.Index.Name, request.Window);
        var map = Path.Combine(folder, files.Map);
        if (!File.Exists(map) || ledger.Map is not { } extent) return null;
        var key = series.Map(request.Window);
        var root = string.Concat(Enumerable.Repeat("../", key.Count(letter => letter == '/')));
        var products = root + new RunKeys(new RunId(ledger.RunId)).Products;
        var (west, east) = (extent.West, extent.East > 180 ? extent.East - 360 : extent.East);
        var box = Area.FromBox(west, extent.South, east, extent.North);
        var assets = new MapAssets(folder, products, request, ledger).Of(files);
        return new JsonObject
        {
            ["type"] = "Feature",
            ["stac_version"] = StacFields.Version,
            ["stac_extensions"] = new JsonArray(ProjectionExtension, RasterExtension, FileExtension, RenderExtension),
            ["id"] = series.MapId(request.Window),
            ["collection"] = CollectionId,
            ["geometry"] = GeoJson.MultiPolygon(box.Polygons),
            ["bbox"] = new JsonArray(west, extent.South, east, extent.North),
            ["properties"] = Properties(map, request, ledger, series, created),
            ["links"] = Links(root, products),
            ["assets"] = assets,
            ["renders"] = MapAssets.RendersOf(assets, series.Index),
        };
    }

    static JsonObject Properties(string map, Request request, LedgerDocument ledger, ArchiveSeries series, DateTimeOffset created)
    {
        using var reader = RasterReader.OpenFile(map);
        var grid = reader.Grid!.Value;
        var properties = new JsonObject
        {
            ["title"] = series.Index.LabelAt(series.Resolution, series.Rules.AreOfGenerated)
                + $"{Rule(series)}, {request.Window}{Rules(series)}",
            ["datetime"] = null,
            ["start_datetime"] = Time(request.Window.From),
            ["end_datetime"] = Time(request.Window.To),
            ["created"] = Time(created),
            ["constellation"] = Sensor.Sentinel2.Constellation,
            ["instruments"] = new JsonArray(Sensor.Sentinel2.Instrument),
            ["proj:code"] = $"EPSG:{grid.Epsg}",
            ["proj:shape"] = new JsonArray(grid.Height, grid.Width),
            ["proj:transform"] = new JsonArray(grid.PixelSize, 0.0, grid.OriginX, 0.0, -grid.PixelSize, grid.OriginY),
            ["proj:bbox"] = new JsonArray(grid.OriginX, grid.Bottom, grid.Right, grid.OriginY),
            ["vegetation:index"] = series.Index.Name,
            ["vegetation:resolution"] = Resolution.PixelMetres(series.Resolution, series.Rules.AreOfGenerated),
            ["vegetation:composite"] = series.Composite.ToString().ToLowerInvariant(),
            ["vegetation:rules"] = series.Rules.Text,
            ["vegetation:run"] = ledger.RunId,
            ["vegetation:outcome"] = ledger.Outcome,
            ["vegetation:processed"] = ledger.Processed,
        };
        if (ledger.IsGenerated) properties[Generated] = true;
        return properties;
    }

    static string Rule(ArchiveSeries series) =>
        series.Composite == CompositeRule.None ? "" : $", composite ({series.Composite.ToString().ToLowerInvariant()})";

    /// <summary>Maps of one week that differ in nothing else have different titles too.</summary>
    static string Rules(ArchiveSeries series) => series.Rules.AreDefault ? "" : $" ({series.Rules.Text})";

    static JsonArray Links(string root, string products) =>
    [
        Link("root", root + RunKeys.Catalog, "application/json"),
        Link("parent", root + MapCollection.Key, "application/json"),
        Link("collection", root + MapCollection.Key, "application/json"),
        Link("derived_from", products + ProductNames.Collection, "application/json", "The scenes"),
        Link("related", products + ProductNames.Report, "text/html", "The report"),
        Link("related", products + ProductNames.Viewer, "text/html", "The viewer"),
    ];
}
