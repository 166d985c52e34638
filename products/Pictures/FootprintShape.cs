using System.Text.Json;
using SkiaSharp;

namespace Vegetation.Products.Pictures;

/// <summary>A footprint as a shape on a map.</summary>
static class FootprintShape
{
    /// <summary>
    /// The rings of a GeoJSON Polygon or MultiPolygon, each wherever it meets the map: as it is and a turn to either side. A ring that jumps from one side of the
    /// antimeridian to the other is followed across it.
    /// </summary>
    /// <returns>A shape in pixels, empty if there is no footprint or it is outside the map.</returns>
    public static SKPath On(MapLayout layout, JsonElement? footprint)
    {
        var shape = new SKPathBuilder { FillType = SKPathFillType.EvenOdd };
        foreach (var ring in Rings(footprint))
        {
            var positions = InOnePiece(ring);
            var (west, east) = (positions.Min(p => p.Longitude), positions.Max(p => p.Longitude));
            foreach (var turn in new[] { -360, 0, 360 })
                if (east + turn > layout.Longitudes.From && west + turn < layout.Longitudes.To)
                    shape.AddPoly([.. positions.Select(p => new SKPoint(layout.Longitudes.At(p.Longitude + turn), layout.Latitudes.At(p.Latitude)))], close: true);
        }
        return shape.Detach();
    }

    static IEnumerable<JsonElement> Rings(JsonElement? footprint)
    {
        if (footprint is not { ValueKind: JsonValueKind.Object } geometry || !geometry.TryGetProperty("coordinates", out var coordinates)) return [];
        return geometry.GetProperty("type").GetString() switch
        {
            "Polygon" => coordinates.EnumerateArray(),
            "MultiPolygon" => coordinates.EnumerateArray().SelectMany(polygon => polygon.EnumerateArray()),
            _ => [],
        };
    }

    static List<(double Longitude, double Latitude)> InOnePiece(JsonElement ring)
    {
        var positions = new List<(double Longitude, double Latitude)>(ring.GetArrayLength());
        foreach (var position in ring.EnumerateArray())
        {
            var longitude = position[0].GetDouble();
            if (positions.Count > 0) longitude += 360 * Math.Round((positions[^1].Longitude - longitude) / 360);
            positions.Add((longitude, position[1].GetDouble()));
        }
        return positions;
    }
}
