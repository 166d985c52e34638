using System.Text.Json;
using static Vegetation.Core.Scenes.ItemFields;

namespace Vegetation.Core.Scenes;

/// <summary>The offset that an asset declares, in reflectance: of its band, in STAC 1.1 or 1.0, or of the asset as a whole.</summary>
static class StacOffset
{
    /// <returns>Null where the asset declares none, or several that differ.</returns>
    public static double? Of(JsonElement asset)
    {
        double?[] stated = [Of(asset, "bands", "raster:offset"), Number(asset, "raster:offset"), Of(asset, "raster:bands", "offset")];
        return stated.OfType<double>().Distinct().ToList() is [var offset] ? offset : null;
    }

    static double? Of(JsonElement asset, string list, string name) =>
        Child(asset, list, JsonValueKind.Array) is { } bands && bands.GetArrayLength() > 0 && bands[0].ValueKind == JsonValueKind.Object
            ? Number(bands[0], name) : null;
}
