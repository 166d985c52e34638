using System.Text.Json.Nodes;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Vegetation.Functions.Aggregation.Index;

/// <summary>Geometries of GeoJSON as Parquet has them: well-known binary.</summary>
public static class Wkb
{
    static readonly GeometryFactory Factory = new();

    /// <summary>A Polygon or MultiPolygon as hexadecimal digits, for JSON has no bytes.</summary>
    public static string Hex(JsonNode geometry)
    {
        var coordinates = geometry["coordinates"]!.AsArray();
        return Convert.ToHexString(new WKBWriter().Write(TypeOf(geometry) switch
        {
            "Polygon" => Polygon(coordinates),
            "MultiPolygon" => Factory.CreateMultiPolygon([.. coordinates.Select(part => Polygon(part!.AsArray()))]),
            var other => throw new InvalidDataException($"a footprint is a Polygon or MultiPolygon, not a {other}"),
        }));
    }

    public static string TypeOf(JsonNode geometry) => (string)geometry["type"]!;

    static Polygon Polygon(JsonArray rings) => Factory.CreatePolygon(Ring(rings[0]!), [.. rings.Skip(1).Select(ring => Ring(ring!))]);

    static LinearRing Ring(JsonNode ring) => Factory.CreateLinearRing([.. ring.AsArray().Select(p => new Coordinate((double)p![0]!, (double)p[1]!))]);
}
