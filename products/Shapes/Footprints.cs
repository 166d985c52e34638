using NetTopologySuite.Geometries;
using Vegetation.Core.Geography;
using Vegetation.Core.Scenes;

namespace Vegetation.Products.Shapes;

/// <summary>The squares of tiles, longitudes -180..180.</summary>
public static class Footprints
{
    const int Decimals = 4; // 11 m

    static Geometry World { get; } = new GeometryFactory().ToGeometry(new Envelope(-180, 180, -90, 90));

    /// <returns>A polygon, or two where the antimeridian cuts it; null for a name that is no tile's.</returns>
    public static Geometry? OfTile(string tile)
    {
        if (!Tile.TryParse(tile, out var parsed) || !MgrsSquare.TryOf(parsed, out var square)) return null;
        var outline = TileGeometry.Of(square);
        if (outline.NumGeometries == 1) return Rounded((Polygon)outline);
        var cut = outline.Intersection(World);
        Polygon[] parts = [.. Enumerable.Range(0, cut.NumGeometries).Select(cut.GetGeometryN).OfType<Polygon>().Select(Rounded)];
        return parts.Length == 1 ? parts[0] : cut.Factory.CreateMultiPolygon(parts);
    }

    static Polygon Rounded(Polygon polygon) => polygon.Factory.CreatePolygon(
        [.. polygon.ExteriorRing.Coordinates.Select(p => new Coordinate(Math.Round(p.X, Decimals), Math.Round(p.Y, Decimals)))]);
}
