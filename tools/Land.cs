using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Index.Strtree;
using Vegetation.Core.Geography;
using Position = Vegetation.Core.Geography.Position;

namespace Vegetation.LandTiles;

/// <summary>The land of the Earth, from a TopoJSON file.</summary>
internal sealed class Land
{
    readonly STRtree<IPreparedGeometry> parts = new();

    public Land(string file)
    {
        using var topology = new Topology(file);
        foreach (var shape in topology.Geometries("land"))
            foreach (var polygon in topology.Polygons(shape)) Add(polygon);
        parts.Build();
    }

    public bool Touches(MgrsSquare square)
    {
        var outline = Polygon(square.Outline());
        return parts.Query(outline.EnvelopeInternal).Any(part => part.Intersects(outline));
    }

    /// <summary>Whether a place within an outline is on land.</summary>
    public Predicate<Position> Within(Polygon outline)
    {
        var near = parts.Query(outline.EnvelopeInternal).Where(part => part.Intersects(outline)).ToList();
        return near.Exists(part => part.Contains(outline)) ? _ => true : position => near.Exists(part => part.Intersects(Point(position)));
    }

    public static Polygon Polygon(IEnumerable<Position> ring) =>
        new(new LinearRing([.. ring.Select(p => new Coordinate(p.Longitude, p.Latitude))]));

    public static Point Point(Position position) => new(position.Longitude, position.Latitude);

    /// <summary>Once more on both sides, for tiles whose longitudes pass 180.</summary>
    public static IEnumerable<Geometry> AllAround(Geometry geometry) =>
        new[] { -360.0, 0, 360 }.Select(shift => AffineTransformation.TranslationInstance(shift, 0).Transform(geometry));

    void Add(Polygon polygon)
    {
        foreach (var moved in AllAround(polygon)) parts.Insert(moved.EnvelopeInternal, PreparedGeometryFactory.Prepare(moved));
    }
}
