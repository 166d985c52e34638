using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Vegetation.Core;
using Vegetation.Core.Archive;
using Vegetation.Core.Geography;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Sensors;
using Vegetation.Core.Work;
using Vegetation.Products.Ledger;
using Vegetation.Products.Maps;
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

    /// <summary>The names of each file's bands, in their order.</summary>
    static readonly (string Asset, Func<IndexFiles, string> File, Func<IndexFiles, string> Picture, string[] Bands)[] Files =
    [
        ("map", files => files.Map, files => files.MapPicture,
            ["mean", "standard_deviation", "observations", "clear_share", "snow_and_water_share"]),
        ("change", files => files.Change, files => files.ChangePicture, ["change"]),
        ("anomaly", files => files.Anomaly, files => files.AnomalyPicture,
            ["difference", "z_score", "vci", "percent_of_normal", "years"]),
    ];

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
        var item = new JsonObject
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
            ["assets"] = Assets(folder, products, files, request, ledger),
        };
        item["renders"] = RendersOf(item["assets"]!.AsObject(), series.Index);
        return item;
    }

    static JsonObject Properties(string map, Request request, LedgerDocument ledger, ArchiveSeries series, DateTimeOffset created)
    {
        using var reader = RasterReader.OpenFile(map);
        var grid = reader.Grid!.Value;
        return new()
        {
            ["title"] = $"{series.Index.LabelAt(series.Resolution)}, {request.Window}",
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
            ["vegetation:resolution"] = series.Resolution,
            ["vegetation:composite"] = series.Composite.ToString().ToLowerInvariant(),
            ["vegetation:rules"] = series.Rules.Text,
            ["vegetation:run"] = ledger.RunId,
            ["vegetation:outcome"] = ledger.Outcome,
            ["vegetation:processed"] = ledger.Processed,
        };
    }

    static JsonArray Links(string root, string products) =>
    [
        Link("root", root + RunKeys.Catalog, "application/json"),
        Link("parent", root + MapCollection.Key, "application/json"),
        Link("collection", root + MapCollection.Key, "application/json"),
        Link("derived_from", products + ProductNames.Collection, "application/json", "The scenes"),
        Link("related", products + ProductNames.Report, "text/html", "The report"),
    ];

    static JsonObject Assets(string folder, string products, IndexFiles files, Request request, LedgerDocument ledger)
    {
        var (assets, indices) = (new JsonObject(), MappedIndex.Of(request));
        foreach (var (name, file, picture, bands) in Files)
        {
            if (File.Exists(Path.Combine(folder, file(files)))) assets[name] = Data(file(files), bands);
            if (File.Exists(Path.Combine(folder, picture(files)))) assets[$"{name}_picture"] = Asset(picture(files));
        }
        return assets;

        JsonObject Data(string file, string[] names)
        {
            var asset = Asset(file);
            using var reader = RasterReader.OpenFile(Path.Combine(folder, file));
            asset["bands"] = new JsonArray([.. names.Select((name, i) => (JsonNode)Band(reader, i + 1, name))]);
            return asset;
        }

        JsonObject Asset(string file)
        {
            var (kind, path) = (ProductKind.Of(file, indices, request.Window), Path.Combine(folder, file));
            using var content = File.OpenRead(path);
            return new()
            {
                ["href"] = products + file, ["type"] = kind.MediaType, ["title"] = kind.Title + ledger.BaselineNote(file),
                ["roles"] = new JsonArray(kind.Role),
                ["file:size"] = content.Length,
                ["file:checksum"] = $"1220{Convert.ToHexStringLower(SHA256.HashData(content))}", // as a multihash
            };
        }
    }

    static JsonObject Band(RasterReader reader, int number, string name)
    {
        var info = reader.Info(number);
        return new()
        {
            ["name"] = name, ["description"] = info.Description,
            ["data_type"] = reader.SampleType.ToString().ToLowerInvariant(), ["nodata"] = reader.Nodata,
            ["raster:scale"] = info.Scale, ["raster:offset"] = info.Offset,
        };
    }

    static JsonObject RendersOf(JsonObject assets, SpectralIndex index)
    {
        var renders = new JsonObject { [index.Name] = Rendering.Of(index.Label, "map", index.Ramp) };
        if (assets.ContainsKey("change"))
            renders["change"] = Rendering.Of($"Change of {index.Label}", "change", 1, ChangeRamp.Ramp, SpectralIndex.Scale);
        if (assets.ContainsKey("anomaly"))
        {
            renders["difference"] = Rendering.Of(
                $"{index.Label} minus normal", "anomaly", AnomalyMap.DifferenceBand, ChangeRamp.Ramp, SpectralIndex.Scale);
            renders["z_score"] = Rendering.Of(
                $"z-score of {index.Label}", "anomaly", AnomalyMap.ZScoreBand, ChangeRamp.Deviations, AnomalyMap.ZScale);
        }
        return renders;
    }
}
