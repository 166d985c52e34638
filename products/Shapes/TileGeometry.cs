using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using Vegetation.Core.Geography;

namespace Vegetation.Products.Shapes;

/// <summary>Outlines as geometries in degrees of longitude and latitude.</summary>
public static class TileGeometry
{
    static readonly GeometryFactory Factory = new();

    /// <summary>The outline of a tile, as <see cref="OnBothSides"/>.</summary>
    public static Geometry Of(MgrsSquare square) => OnBothSides(Polygon([square.Outline()]));

    /// <summary>
    /// A polygon narrower than half the Earth. Where it leaves -180..180, once more a turn further: each half is then where areas and land have it, and
    /// what lies beyond meets nothing.
    /// </summary>
    public static Geometry OnBothSides(Polygon polygon)
    {
        var (west, east) = (polygon.EnvelopeInternal.MinX, polygon.EnvelopeInternal.MaxX);
        if (west >= -180 && east <= 180) return polygon;
        var turned = AffineTransformation.TranslationInstance(west < -180 ? 360 : -360, 0).Transform(polygon);
        return Factory.CreateMultiPolygon([polygon, (Polygon)turned]);
    }

    /// <param name="rings">Closed, the outline first and then the holes.</param>
    public static Polygon Polygon(IReadOnlyList<IReadOnlyList<Core.Requests.Position>> rings) =>
        Factory.CreatePolygon(Ring(rings[0]), [.. rings.Skip(1).Select(Ring)]);

    static LinearRing Ring(IReadOnlyList<Core.Requests.Position> ring) =>
        Factory.CreateLinearRing([.. ring.Select(p => new Coordinate(p.Longitude, p.Latitude))]);
}
