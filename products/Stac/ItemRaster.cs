using System.Text.Json;
using Vegetation.Core.Indices;

namespace Vegetation.Products.Stac;

/// <summary>The raster of an index, an asset of a scene's STAC item.</summary>
/// <param name="Href">From the products to the file.</param>
/// <param name="DataType">GDAL's name of it: Int16 or Float32.</param>
/// <param name="Nodata">As the file has it: -19999 or nan.</param>
public sealed record ItemRaster(string Href, string DataType, string Nodata, double Scale)
{
    /// <summary>By index, in the order of the assets.</summary>
    internal static IReadOnlyDictionary<string, ItemRaster> All(JsonElement assets) => assets.EnumerateObject()
        .Where(asset => SpectralIndex.Find(asset.Name) is not null).ToDictionary(asset => asset.Name, asset => Of(asset.Value));

    static ItemRaster Of(JsonElement asset)
    {
        var band = asset.GetProperty("bands")[0];
        return new(
            ItemHref.FromProducts(ItemRow.Text(asset.GetProperty("href"))),
            band.GetProperty("data_type").GetString() == "float32" ? "Float32" : "Int16", band.GetProperty("nodata").ToString(),
            band.GetProperty("raster:scale").GetDouble());
    }
}
