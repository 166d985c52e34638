using System.Text.Json.Nodes;
using Vegetation.Core.Requests;

namespace Vegetation.Functions.Catalogs;

/// <summary>Coordinates as GeoJSON nests them, longitude first.</summary>
static class AreaCoordinates
{
    public static JsonArray Of(Area area) => [.. area.Polygons.Select(p => (JsonNode)Of(p))];

    public static JsonArray Of(AreaPolygon polygon) =>
        [.. polygon.Rings.Select(ring => (JsonNode)new JsonArray([.. ring.Select(p => (JsonNode)new JsonArray(p.Longitude, p.Latitude))]))];

    /// <summary>Degrees of longitude that the outline spans.</summary>
    public static double Width(AreaPolygon polygon) => polygon.Rings[0].Max(p => p.Longitude) - polygon.Rings[0].Min(p => p.Longitude);
}
