using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Converters;

namespace Vegetation.Products.Shapes;

/// <summary>Geometries of documents as GeoJSON. Rooms without geometries use GeoJson of core/Geography.</summary>
static class GeometryJson
{
    const int FewestPositions = 4;
    const string Expected = "a Polygon or MultiPolygon of closed rings";

    static readonly JsonSerializerOptions Options = new() { Converters = { new GeometryConverter() } };

    /// <summary>Reads a Polygon or MultiPolygon.</summary>
    /// <exception cref="InvalidDataException">It is neither, or not a whole one.</exception>
    public static Geometry Polygons(JsonElement json)
    {
        try
        {
            var geometry = json.Deserialize<Geometry>(Options);
            var rings = geometry is null ? [] : Rings(geometry).ToList();
            return geometry is Polygon or MultiPolygon && rings.Count > 0 && rings.All(IsWhole) ? geometry
                : throw new InvalidDataException($"got a {geometry?.GeometryType ?? "null"} that is not whole; expected {Expected}");
        }
        // rings that are none, types that GeoJSON does not have
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new InvalidDataException($"got a geometry that cannot be read ({e.Message}); expected {Expected}", e);
        }
    }

    public static void Write(Utf8JsonWriter json, Geometry geometry) => JsonSerializer.Serialize(json, geometry, Options);

    /// <summary>All rings of all polygons, each outline before its holes; none for other geometries.</summary>
    public static IEnumerable<LineString> Rings(Geometry geometry) =>
        Parts(geometry).SelectMany(polygon => polygon.InteriorRings.Prepend(polygon.ExteriorRing));

    public static IEnumerable<LineString> OuterRings(Geometry geometry) => Parts(geometry).Select(polygon => polygon.ExteriorRing);

    static IEnumerable<Polygon> Parts(Geometry geometry) =>
        Enumerable.Range(0, geometry.NumGeometries).Select(geometry.GetGeometryN).OfType<Polygon>();

    static bool IsWhole(LineString ring) =>
        ring.NumPoints >= FewestPositions && ring.Coordinates.All(position => double.IsFinite(position.X) && double.IsFinite(position.Y));
}

/// <summary>Geometries of documents as GeoJSON, their rings as they are.</summary>
sealed class GeometryConverter() : GeoJsonConverterFactory(new GeometryFactory(), false, "_id", RingOrientationOption.DoNotModify);
