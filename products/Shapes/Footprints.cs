using System.Text.Json;
using NetTopologySuite.Geometries;
using Vegetation.Core.Geography;
using Vegetation.Core.Scenes;

namespace Vegetation.Products.Shapes;

/// <summary>The squares of tiles as GeoJSON, longitudes -180..180.</summary>
public static class Footprints
{
    const int Decimals = 4; // 11 m

    /// <returns>Null for a name that is not a tile's.</returns>
    public static JsonElement? OfTile(string tile)
    {
        if (!Tile.TryParse(tile, out var parsed) || !MgrsSquare.TryOf(parsed, out var square)) return null;
        var polygons = TileGeometry.Of(square);
        if (polygons.NumGeometries > 1) polygons = polygons.Intersection(World); // it crosses the antimeridian
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) Write(json, polygons);
        return JsonDocument.Parse(buffer.ToArray()).RootElement;
    }

    static Geometry World { get; } = new GeometryFactory().ToGeometry(new Envelope(-180, 180, -90, 90));

    static void Write(Utf8JsonWriter json, Geometry geometry)
    {
        var polygons = Enumerable.Range(0, geometry.NumGeometries).Select(geometry.GetGeometryN).OfType<Polygon>().ToList();
        json.WriteStartObject();
        json.WriteString("type", polygons.Count == 1 ? "Polygon" : "MultiPolygon");
        json.WriteStartArray("coordinates");
        foreach (var polygon in polygons)
        {
            if (polygons.Count > 1) json.WriteStartArray();
            Write(json, polygon.ExteriorRing.CoordinateSequence);
            if (polygons.Count > 1) json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, CoordinateSequence ring)
    {
        json.WriteStartArray();
        for (var i = 0; i < ring.Count; i++)
        {
            json.WriteStartArray();
            json.WriteNumberValue(Math.Round(ring.GetX(i), Decimals));
            json.WriteNumberValue(Math.Round(ring.GetY(i), Decimals));
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }
}
