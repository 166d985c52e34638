using System.Text.Json;
using System.Text.RegularExpressions;

namespace Vegetation.Tests.Products.Index;

/// <summary>Of assets and their bands, of items and as collections define them.</summary>
static partial class StacRules
{
    static readonly HashSet<string> StatisticsNames = ["minimum", "maximum", "mean", "stddev", "count", "valid_percent"];

    static readonly HashSet<string> DataTypes =
        ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16", "float32", "float64", "other"];

    static void Asset(string name, JsonElement asset, bool needsHref, Action<bool, string> must)
    {
        must(asset.TryGetProperty("href", out var href) == needsHref && (!needsHref || href.GetString() is { Length: > 0 }),
            $"{name}: an asset has an href, a definition none");
        must(Text(asset, "type") is { } type && MediaType().IsMatch(type), $"{name}: type is a media type");
        must(Texts(asset, "roles"), $"{name}: roles is a list of texts");
        must(!asset.TryGetProperty("processing:expression", out var expression)
            || (Text(expression, "format") is not null && expression.TryGetProperty("expression", out _)),
            $"{name}: processing:expression has format and expression");
        must(!asset.TryGetProperty("file:size", out var size) || size.TryGetInt64(out var bytes) && bytes >= 0,
            $"{name}: file:size is bytes");
        must(Text(asset, "file:checksum") is not { } checksum || Multihash().IsMatch(checksum),
            $"{name}: file:checksum is a multihash of SHA-256");
        foreach (var band in Array(asset, "bands")) Band(name, band, must);
        var classes = Array(asset, "classification:classes");
        must(classes.Count == 0 == !asset.TryGetProperty("classification:classes", out _), $"{name}: classes are not empty");
        must(classes.Select(c => c.GetProperty("value").GetInt32()).Distinct().Count() == classes.Count,
            $"{name}: classes have values of their own");
        must(classes.All(c => ClassName().IsMatch(Text(c, "name") ?? "")), $"{name}: classes have names of letters, digits, - and _");
    }

    static void Band(string name, JsonElement band, Action<bool, string> must)
    {
        must(Text(band, "name") is { Length: > 0 }, $"{name}: a band of ours has a name");
        must(DataTypes.Contains(Text(band, "data_type") ?? ""), $"{name}: data_type is one of the list");
        must(band.TryGetProperty("nodata", out var nodata)
            && (nodata.ValueKind == JsonValueKind.Number || nodata.GetString() is "nan" or "inf" or "-inf"),
            $"{name}: nodata is a number, nan, inf or -inf");
        foreach (var field in new[] { "raster:scale", "raster:offset" })
            must(band.TryGetProperty(field, out var number) && number.ValueKind == JsonValueKind.Number, $"{name}: {field} is a number");
        must(!band.TryGetProperty("raster:spatial_resolution", out var resolution) || resolution.GetDouble() > 0,
            $"{name}: raster:spatial_resolution is above 0");
        if (!band.TryGetProperty("statistics", out var statistics)) return;
        must(statistics.EnumerateObject().All(s => StatisticsNames.Contains(s.Name) && s.Value.ValueKind == JsonValueKind.Number),
            $"{name}: statistics are the known numbers");
        must(statistics.GetProperty("minimum").GetDouble() <= statistics.GetProperty("mean").GetDouble()
            && statistics.GetProperty("mean").GetDouble() <= statistics.GetProperty("maximum").GetDouble(),
            $"{name}: the mean lies between minimum and maximum");
    }

    [GeneratedRegex(@"^[a-z]+/[a-z0-9.+-]+(; ?[a-z]+=[\w-]+)*$")] private static partial Regex MediaType();
    [GeneratedRegex("^1220[0-9a-f]{64}$")] private static partial Regex Multihash();
    [GeneratedRegex("^[0-9A-Za-z_-]+$")] private static partial Regex ClassName();
}
