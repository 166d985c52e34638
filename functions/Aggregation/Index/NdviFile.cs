using System.Globalization;
using System.Text.Json;

namespace Vegetation.Functions.Aggregation.Index;

/// <summary>An NDVI file as a mosaic needs it, read from its STAC item.</summary>
/// <param name="Href">From the products to the file.</param>
/// <param name="DataType">GDAL's name of it: Int16 or Float32.</param>
/// <param name="Nodata">As the file has it: -19999 or nan.</param>
public sealed record NdviFile(
    string Id, string Href, int Epsg, int Width, int Height, double Left, double Top, double PixelSize, string DataType, string Nodata, double Scale)
{
    public double Right => Left + Width * PixelSize;
    public double Bottom => Top - Height * PixelSize;

    /// <param name="line">A STAC item of ours.</param>
    public static NdviFile Of(string line)
    {
        using var item = JsonDocument.Parse(line);
        var properties = item.RootElement.GetProperty("properties");
        var (shape, transform) = (properties.GetProperty("proj:shape"), properties.GetProperty("proj:transform"));
        var asset = item.RootElement.GetProperty("assets").GetProperty("ndvi");
        var band = asset.GetProperty("bands")[0];
        return new NdviFile(
            item.RootElement.GetProperty("id").GetString()!,
            ItemsParquet.FromProducts(asset.GetProperty("href").GetString()!),
            int.Parse(properties.GetProperty("proj:code").GetString()!["EPSG:".Length..], CultureInfo.InvariantCulture),
            shape[1].GetInt32(), shape[0].GetInt32(), transform[2].GetDouble(), transform[5].GetDouble(), transform[0].GetDouble(),
            band.GetProperty("data_type").GetString() == "float32" ? "Float32" : "Int16",
            band.GetProperty("nodata").ToString(), band.GetProperty("raster:scale").GetDouble());
    }
}
