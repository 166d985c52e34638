using System.Globalization;
using System.Text.Json;
using NetTopologySuite.Geometries;
using Vegetation.Products.Shapes;

namespace Vegetation.Products.Stac;

/// <summary>What ledger, collection, footprints and mosaics take from the STAC item of an NDVI file.</summary>
public sealed record ItemRow
{
    public required string Id { get; init; }

    /// <summary>From the products to the file.</summary>
    public required string Href { get; init; }

    /// <summary>Where the file has pixels with data: a Polygon, or a MultiPolygon across the antimeridian.</summary>
    public required Geometry Geometry { get; init; }

    /// <summary>West, south, east, north in degrees; west is greater than east across the antimeridian.</summary>
    public required double[] Box { get; init; }

    public required DateTimeOffset Sensed { get; init; }
    public string? Platform { get; init; }

    /// <summary>Percent; null where the catalog did not say.</summary>
    public double? CloudCover { get; init; }

    public required ItemGrid Grid { get; init; }

    /// <summary>GDAL's name of it: Int16 or Float32.</summary>
    public required string DataType { get; init; }

    /// <summary>As the file has it: -19999 or nan.</summary>
    public required string Nodata { get; init; }

    public required double Scale { get; init; }

    /// <exception cref="KeyNotFoundException">A field is missing; others of JsonElement where it is of another type.</exception>
    public static ItemRow Of(JsonElement item)
    {
        var properties = item.GetProperty("properties");
        var asset = item.GetProperty("assets").GetProperty("ndvi");
        var band = asset.GetProperty("bands")[0];
        return new()
        {
            Id = Text(item.GetProperty("id")),
            Href = ItemHref.FromProducts(Text(asset.GetProperty("href"))),
            Geometry = GeometryJson.Polygons(item.GetProperty("geometry")),
            Box = [.. item.GetProperty("bbox").EnumerateArray().Select(side => side.GetDouble())],
            Sensed = properties.GetProperty("datetime").GetDateTimeOffset(),
            Platform = properties.TryGetProperty("platform", out var platform) ? platform.GetString() : null,
            CloudCover = properties.TryGetProperty("eo:cloud_cover", out var cloudCover) ? cloudCover.GetDouble() : null,
            Grid = ItemGrid.Of(properties),
            DataType = band.GetProperty("data_type").GetString() == "float32" ? "Float32" : "Int16",
            Nodata = band.GetProperty("nodata").ToString(),
            Scale = band.GetProperty("raster:scale").GetDouble(),
        };
    }

    internal static string Text(JsonElement value) =>
        value.GetString() ?? throw new FormatException("it has a null where a text should be");
}

/// <summary>Where the pixels of an NDVI file lie, in metres of its UTM zone.</summary>
public sealed record ItemGrid(int Epsg, int Width, int Height, double Left, double Top, double PixelSize)
{
    const string Authority = "EPSG:";

    public double Right => Left + Width * PixelSize;
    public double Bottom => Top - Height * PixelSize;

    internal static ItemGrid Of(JsonElement properties)
    {
        var (shape, transform) = (properties.GetProperty("proj:shape"), properties.GetProperty("proj:transform"));
        var grid = new ItemGrid(
            Code(properties), shape[1].GetInt32(), shape[0].GetInt32(),
            transform[2].GetDouble(), transform[5].GetDouble(), transform[0].GetDouble());
        return grid is { Width: > 0, Height: > 0, PixelSize: > 0 } ? grid : throw new FormatException($"it has no pixels: {grid}");
    }

    static int Code(JsonElement properties)
    {
        var code = ItemRow.Text(properties.GetProperty("proj:code"));
        return code.StartsWith(Authority, StringComparison.Ordinal)
            && int.TryParse(code.AsSpan(Authority.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var epsg)
            ? epsg : throw new FormatException($"it has the proj:code {code}; expected {Authority} and a number");
    }
}
