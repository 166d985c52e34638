using System.Text.Json.Nodes;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Vegetation.Products.Tables;

/// <summary>Geometries of GeoJSON as Parquet has them: well-known binary.</summary>
public static class Wkb
{
    static readonly GeometryFactory Factory = new();

    /// <summary>A Polygon or MultiPolygon as hexadecimal digits, for JSON has no bytes.</summary>
    /// <exception cref="InvalidDataException">It is neither, or not a whole one.</exception>
    public static string Hex(JsonNode geometry)
    {
        var coordinates = Known(geometry["coordinates"]).AsArray();
        return Convert.ToHexString(new WKBWriter().Write(TypeOf(geometry) switch
        {
            "Polygon" => Polygon(coordinates),
            "MultiPolygon" => Factory.CreateMultiPolygon([.. coordinates.Select(part => Polygon(Known(part).AsArray()))]),
            var other => throw new InvalidDataException($"a footprint is a Polygon or MultiPolygon, not a {other}"),
        }));
    }

    public static string TypeOf(JsonNode geometry) => (string)Known(geometry["type"])!;

    static Polygon Polygon(JsonArray rings) => Factory.CreatePolygon(Ring(rings.FirstOrDefault()), [.. rings.Skip(1).Select(Ring)]);

    static LinearRing Ring(JsonNode? ring)
    {
        Coordinate[] corners = [.. Known(ring).AsArray().Select(p => new Coordinate((double)Known(Known(p)[0]), (double)Known(Known(p)[1])))];
        return corners.Length >= 4 && corners[0].Equals2D(corners[^1])
            ? Factory.CreateLinearRing(corners)
            : throw new InvalidDataException($"a footprint has a ring of {corners.Length} corners; expected at least four, the last equal to the first");
    }

    static JsonNode Known(JsonNode? node) => node ?? throw new InvalidDataException("a footprint has a null among its coordinates");
}
