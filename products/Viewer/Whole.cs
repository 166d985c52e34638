using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Union;
using Vegetation.Core.Geography;

namespace Vegetation.Products.Viewer;

/// <summary>Shapes that GeoJSON cuts at the antimeridian, in one piece: longitudes go on past 180.</summary>
static class Whole
{
    static readonly AffineTransformation Turn = AffineTransformation.TranslationInstance(360, 0);

    public static Geometry Of(Area area)
    {
        var factory = new GeometryFactory();
        return Of(factory.CreateMultiPolygon([.. area.Polygons.Select(polygon =>
            factory.CreatePolygon([.. polygon.Rings[0].Select(position => new Coordinate(position.Longitude, position.Latitude))]))]));
    }

    /// <returns>The shape itself where it has no parts on both sides that touch.</returns>
    public static Geometry Of(Geometry shape) =>
        shape.NumGeometries > 1 && shape.EnvelopeInternal is { MinX: <= -180, MaxX: >= 180 }
            ? UnaryUnionOp.Union([.. Enumerable.Range(0, shape.NumGeometries).Select(i => shape.GetGeometryN(i))
                .Select(part => part.EnvelopeInternal.MaxX <= 0 ? Turn.Transform(part) : part)])
            : shape;
}
