using System.Globalization;
using System.Text.Json;
using NetTopologySuite.Geometries;
using Vegetation.Products.Shapes;

namespace Vegetation.Products.Stac;

/// <summary>What ledger, collection, footprints and mosaics take from the STAC item of a scene.</summary>
public sealed record ItemRow
{
    public required string Id { get; init; }

    /// <summary>By index, those that the scene has.</summary>
    public required IReadOnlyDictionary<string, ItemRaster> Rasters { get; init; }

    /// <summary>Where the scene has pixels with data: a Polygon, or a MultiPolygon across the antimeridian.</summary>
    public required Geometry Geometry { get; init; }

    /// <summary>West, south, east, north in degrees; west is greater than east across the antimeridian.</summary>
    public required double[] Box { get; init; }

    /// <summary>Of a composite the start of its window.</summary>
    public required DateTimeOffset Sensed { get; init; }

    /// <summary>Of a composite the end of its window, else as <see cref="Sensed"/>.</summary>
    public required DateTimeOffset Until { get; init; }
    public string? Platform { get; init; }

    /// <summary>Percent; null where the catalog did not say.</summary>
    public double? CloudCover { get; init; }

    public required ItemGrid Grid { get; init; }

    /// <exception cref="KeyNotFoundException">A field is missing; others of JsonElement where it is of another type.</exception>
    public static ItemRow Of(JsonElement item)
    {
        var properties = item.GetProperty("properties");
        return new()
        {
            Id = Text(item.GetProperty("id")),
            Rasters = ItemRaster.All(item.GetProperty("assets")),
            Geometry = GeometryJson.Polygons(item.GetProperty("geometry")),
            Box = [.. item.GetProperty("bbox").EnumerateArray().Select(side => side.GetDouble())],
            Sensed = Time(properties, "start_datetime"),
            Until = Time(properties, "end_datetime"),
            Platform = properties.TryGetProperty("platform", out var platform) ? platform.GetString() : null,
            CloudCover = properties.TryGetProperty("eo:cloud_cover", out var cloudCover) ? cloudCover.GetDouble() : null,
            Grid = ItemGrid.Of(properties),
        };
    }

    /// <param name="ofSeveral">Where the time stands if it is that of no single acquisition.</param>
    static DateTimeOffset Time(JsonElement properties, string ofSeveral) =>
        (properties.GetProperty("datetime") is { ValueKind: not JsonValueKind.Null } time ? time : properties.GetProperty(ofSeveral))
            .GetDateTimeOffset();

    internal static string Text(JsonElement value) =>
        value.GetString() ?? throw new FormatException("it has a null where a text should be");
}

/// <summary>Where the pixels of a scene's rasters lie, in metres of its UTM zone.</summary>
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
