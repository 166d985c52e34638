using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Products.Ledger;
using Vegetation.Products.Maps;
using Vegetation.Raster;

namespace Vegetation.Products.Stac;

/// <summary>The files of a weekly map as assets of its STAC item, as far as they are there, and how tile servers colour them.</summary>
/// <param name="folder">Holds the run's products.</param>
/// <param name="products">Their address, which ends with a slash.</param>
sealed class MapAssets(string folder, string products, Request request, LedgerDocument ledger)
{
    const string Map = "map", Change = "change", Anomaly = "anomaly";

    /// <summary>The names of each file's bands, in their order.</summary>
    static readonly (string Asset, Func<IndexFiles, string> File, Func<IndexFiles, string> Picture, string[] Bands)[] Files =
    [
        (Map, files => files.Map, files => files.MapPicture,
            ["mean", "standard_deviation", "observations", "clear_share", "snow_and_water_share"]),
        (Change, files => files.Change, files => files.ChangePicture, ["change"]),
        (Anomaly, files => files.Anomaly, files => files.AnomalyPicture,
            ["difference", "z_score", "vci", "percent_of_normal", "years"]),
    ];

    readonly IReadOnlyList<MappedIndex> indices = MappedIndex.Of(request);

    public JsonObject Of(IndexFiles files)
    {
        var assets = new JsonObject();
        foreach (var (name, file, picture, bands) in Files)
        {
            if (File.Exists(At(file(files)))) assets[name] = Data(file(files), bands);
            if (!File.Exists(At(picture(files)))) continue;
            assets[$"{name}_picture"] = Asset(picture(files));
            assets[$"{name}_picture"]!["roles"] = new JsonArray("thumbnail", "overview"); // what catalogs show in their lists
        }
        return assets;
    }

    /// <param name="assets">As <see cref="Of"/> gives them.</param>
    public static JsonObject RendersOf(JsonObject assets, SpectralIndex index)
    {
        var renders = new JsonObject { [index.Name] = Rendering.Of(index.Label, Map, index.Ramp) };
        if (assets.ContainsKey(Change))
            renders[Change] = Rendering.Of($"Change in {index.Label}", Change, 1, ChangeRamp.Ramp, SpectralIndex.Scale);
        if (!assets.ContainsKey(Anomaly)) return renders;
        renders["difference"] = Rendering.Of(
            $"{index.Label} minus normal", Anomaly, AnomalyMap.DifferenceBand, ChangeRamp.Ramp, SpectralIndex.Scale);
        renders["z_score"] = Rendering.Of(
            $"z-score of {index.Label}", Anomaly, AnomalyMap.ZScoreBand, ChangeRamp.Deviations, AnomalyMap.ZScale);
        return renders;
    }

    JsonObject Data(string file, string[] names)
    {
        var asset = Asset(file);
        using var reader = RasterReader.OpenFile(At(file));
        asset["bands"] = new JsonArray([.. names.Select((name, i) => (JsonNode)Band(reader, i + 1, name))]);
        return asset;
    }

    JsonObject Asset(string file)
    {
        var kind = ProductKind.Of(file, indices, request.Window);
        using var content = File.OpenRead(At(file));
        return new()
        {
            ["href"] = products + file, ["type"] = kind.MediaType, ["title"] = kind.Title + ledger.BaselineNote(file),
            ["roles"] = new JsonArray(kind.Role),
            ["file:size"] = content.Length,
            ["file:checksum"] = $"1220{Convert.ToHexStringLower(SHA256.HashData(content))}", // as a multihash
        };
    }

    static JsonObject Band(RasterReader reader, int number, string name)
    {
        var info = reader.Info(number);
        var band = new JsonObject
        {
            ["name"] = name, ["description"] = info.Description,
            ["data_type"] = reader.SampleType.ToString().ToLowerInvariant(), ["nodata"] = reader.Nodata,
            ["raster:scale"] = info.Scale, ["raster:offset"] = info.Offset,
        };
        if (info.Unit != "") band["unit"] = info.Unit;
        return band;
    }

    string At(string file) => Path.Combine(folder, file);
}
