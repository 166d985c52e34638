using System.Text.Json.Nodes;
using Vegetation.Core;
using Vegetation.Core.Composites;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Sensors;
using Vegetation.Core.Work;
using static Vegetation.Products.Stac.StacFields;

namespace Vegetation.Products.Stac;

/// <summary>
/// A run as a STAC 1.1 collection of the run's name: a static catalog of the scenes' items, whose assets are the run's products.
/// </summary>
static class StacCollection
{
    /// <param name="isListed">Whether the catalog of all runs links to it.</param>
    public static JsonObject Of(
        string runId, Request request, Extent extent, IReadOnlyList<ItemRow> files, JsonObject assets, bool isListed)
    {
        var indices = MappedIndex.Of(request);
        var label = MappedIndex.LabelOf(indices);
        var metres = indices[^1].Label == indices[^1].Index.Label ? $", {indices[0].PixelMetres} m" : ""; // the label says coarser ones
        var rule = request.Composite == CompositeRule.None ? "" : $", composite ({request.Composite.ToString().ToLowerInvariant()})";
        var collection = new JsonObject
        {
            ["type"] = "Collection",
            ["stac_version"] = StacFields.Version,
            ["stac_extensions"] = Extensions(files),
            ["id"] = runId,
            ["title"] = $"Scenes of {label}{rule}{metres}, {request.Window}",
            ["description"] =
                $"Cloud-masked {label} of {(request.IsGenerated ? "generated" : "Sentinel-2 L2A")} scenes, an item for each scene. "
                    + $"{request.Notice}.",
            ["keywords"] = new JsonArray(
                [.. indices.Select(mapped => (JsonNode)mapped.Index.Label), "vegetation", "Sentinel-2", $"{indices[0].PixelMetres} m"]),
            ["license"] = License(request.IsGenerated),
            ["providers"] = Providers(request.IsGenerated),
            ["extent"] = ExtentOf(extent),
        };
        if (files.Count > 0) collection["summaries"] = Summaries(files);
        if (files.Count > 0) collection["item_assets"] = ItemAssets(request, indices);
        if (files.Count > 0) collection["renders"] = Renders(request, indices);
        collection["links"] = Links(request, files, isListed);
        collection["assets"] = assets;
        return collection;
    }

    /// <summary>The same without links to its items, for a table that holds them anyway.</summary>
    public static JsonObject WithoutItems(JsonObject collection)
    {
        var copy = collection.DeepClone().AsObject();
        copy["links"]!.AsArray().RemoveAll(link => (string?)link!["rel"] == "item");
        return copy;
    }

    /// <summary>Those whose fields the summaries and the items' assets have.</summary>
    static JsonArray Extensions(IReadOnlyList<ItemRow> files) =>
        files.Count == 0 ? [] : HasClouds(files) ? [ProjectionExtension, RasterExtension, RenderExtension, CloudExtension]
            : [ProjectionExtension, RasterExtension, RenderExtension];

    static JsonObject Renders(Request request, IReadOnlyList<MappedIndex> indices)
    {
        var scale = request.Output.DataType == OutputDataType.Float32 ? 1 : SpectralIndex.Scale;
        return new(indices.Select(mapped => KeyValuePair.Create(
            mapped.Name, (JsonNode?)Rendering.Of(mapped.Label, mapped.Name, mapped.Index.Ramp, scale))));
    }

    static JsonObject Summaries(IReadOnlyList<ItemRow> files)
    {
        var summaries = new JsonObject
        {
            ["constellation"] = new JsonArray("sentinel-2"),
            ["instruments"] = new JsonArray("msi"),
            ["gsd"] = new JsonArray(
                [.. files.Select(f => Math.Round(f.Grid.PixelSize, 3)).Distinct().Order().Select(size => (JsonNode)size)]),
            ["proj:code"] = new JsonArray([.. files.Select(f => f.Grid.Epsg).Distinct().Order().Select(epsg => (JsonNode)$"EPSG:{epsg}")]),
        };
        var platforms = files.Select(f => f.Platform).OfType<string>().Distinct().Order(StringComparer.Ordinal)
            .Select(name => (JsonNode)name).ToArray();
        if (platforms.Length > 0) summaries["platform"] = new JsonArray(platforms);
        if (HasClouds(files))
            summaries["eo:cloud_cover"] =
                new JsonObject { ["minimum"] = files.Min(f => f.CloudCover), ["maximum"] = files.Max(f => f.CloudCover) };
        return summaries;
    }

    static bool HasClouds(IReadOnlyList<ItemRow> files) => files.Any(f => f.CloudCover is not null);

    static JsonObject ItemAssets(Request request, IReadOnlyList<MappedIndex> indices)
    {
        var (assets, isComposite) = (new JsonObject(), request.Composite != CompositeRule.None);
        foreach (var mapped in indices)
        {
            assets[mapped.Name] = new JsonObject
            {
                ["type"] = MediaTypes.Cog, ["title"] = mapped.Label, ["roles"] = new JsonArray("data"),
                ["bands"] = new JsonArray(Band(mapped.Index, request.Output.DataType)),
            };
            if (!isComposite) continue;
            foreach (var layer in OutputNames.OriginLayers) assets[$"{mapped.Name}_{layer}"] = Asset("metadata");
        }
        assets["thumbnail"] = new JsonObject { ["type"] = "image/png", ["roles"] = new JsonArray("thumbnail") };
        if (!isComposite) assets["scl"] = Asset("data-mask");
        if (request.Output.Qa) assets["qa"] = Asset("metadata");
        return assets;

        static JsonObject Asset(string role) => new() { ["type"] = MediaTypes.Cog, ["roles"] = new JsonArray(role) };
    }

    static JsonObject Band(SpectralIndex index, OutputDataType type)
    {
        var isFloat = type == OutputDataType.Float32;
        return new()
        {
            ["name"] = index.Name,
            ["description"] = index.Title,
            ["data_type"] = isFloat ? "float32" : "int16",
            ["nodata"] = isFloat ? "nan" : SpectralIndex.Nodata,
            ["raster:scale"] = isFloat ? 1 : SpectralIndex.Scale,
            ["raster:offset"] = 0,
        };
    }

    static JsonArray Links(Request request, IEnumerable<ItemRow> files, bool isListed) =>
    [
        .. isListed ? new[] { "root", "parent" }.Select(rel => (JsonNode)Link(rel, $"../../../{RunKeys.Catalog}", "application/json"))
            : [Link("root", $"./{ProductNames.Collection}", "application/json")],
        .. LicenseLinks(request.IsGenerated),
        .. files.Select(file => (JsonNode)Link("item", $"../output/{OutputNames.Item(file.Id)}", MediaTypes.GeoJson)),
    ];
}
