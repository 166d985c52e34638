using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core;
using Vegetation.Core.Work;
using Vegetation.Products.Tables;

namespace Vegetation.Products.Stac;

/// <summary>An NDVI file as the index needs it, read from its STAC item.</summary>
/// <param name="Href">From the products to the file.</param>
/// <param name="GeometryType">GeoJSON's name of its footprint.</param>
/// <param name="Box">West, south, east, north in degrees; west is greater than east across the antimeridian.</param>
/// <param name="CloudCover">Percent; null where the catalog did not say.</param>
/// <param name="DataType">GDAL's name of it: Int16 or Float32.</param>
/// <param name="Nodata">As the file has it: -19999 or nan.</param>
public sealed record NdviFile(
    string Id, string Href, string GeometryType, double[] Box, DateTimeOffset Sensed, string? Platform, double? CloudCover,
    int Epsg, int Width, int Height, double Left, double Top, double PixelSize, string DataType, string Nodata, double Scale)
{
    public double Right => Left + Width * PixelSize;
    public double Bottom => Top - Height * PixelSize;

    /// <param name="item">What should be the STAC item of the unit.</param>
    /// <returns>The item in one line, its texts plain: what they hold comes from a catalog, and goes into tables and the
    /// collection.</returns>
    /// <exception cref="InvalidDataException">The index cannot be made from it.</exception>
    public static byte[] Plain(byte[] item, string unitId)
    {
        try
        {
            var plain = PlainJson.Clean(item);
            using var document = JsonDocument.Parse(plain);
            var found = Of(document.RootElement);
            if (found.Id != $"{unitId}_ndvi" || found.Box.Length != 4) throw new FormatException($"it has the id {found.Id} and a box of {found.Box.Length} sides");
            Wkb.Hex(JsonObject.Create(document.RootElement.GetProperty("geometry"))!);
            return plain;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException or InvalidDataException)
        {
            throw new InvalidDataException($"{OutputNames.Item(unitId)} cannot be used: {e.Message}", e);
        }
    }

    /// <param name="line">A STAC item of ours.</param>
    public static NdviFile Of(string line)
    {
        using var item = JsonDocument.Parse(line);
        return Of(item.RootElement);
    }

    static NdviFile Of(JsonElement item)
    {
        var properties = item.GetProperty("properties");
        var (shape, transform) = (properties.GetProperty("proj:shape"), properties.GetProperty("proj:transform"));
        var asset = item.GetProperty("assets").GetProperty("ndvi");
        var band = asset.GetProperty("bands")[0];
        return new NdviFile(
            Text(item.GetProperty("id")),
            ItemHref.FromProducts(Text(asset.GetProperty("href"))),
            Text(item.GetProperty("geometry").GetProperty("type")),
            [.. item.GetProperty("bbox").EnumerateArray().Select(side => side.GetDouble())],
            properties.GetProperty("datetime").GetDateTimeOffset(),
            properties.TryGetProperty("platform", out var platform) ? platform.GetString() : null,
            properties.TryGetProperty("eo:cloud_cover", out var cloudCover) ? cloudCover.GetDouble() : null,
            int.Parse(Text(properties.GetProperty("proj:code")).Replace("EPSG:", "", StringComparison.Ordinal), CultureInfo.InvariantCulture),
            shape[1].GetInt32(), shape[0].GetInt32(), transform[2].GetDouble(), transform[5].GetDouble(), transform[0].GetDouble(),
            band.GetProperty("data_type").GetString() == "float32" ? "Float32" : "Int16",
            band.GetProperty("nodata").ToString(), band.GetProperty("raster:scale").GetDouble());
    }

    static string Text(JsonElement value) => value.GetString() ?? throw new FormatException("it has null in place of a string");
}
