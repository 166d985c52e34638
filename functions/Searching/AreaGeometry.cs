using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Valid;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;
using Vegetation.Products.Shapes;

namespace Vegetation.Functions.Searching;

/// <summary>What lies in an area, by geometry in degrees of longitude and latitude.</summary>
internal sealed class AreaGeometry(Area area)
{
    /// <summary>
    /// How far a catalog's outline may leave its tile and be believed, degrees: catalogs round, and cut corners of curved sides.
    /// </summary>
    const double Tolerance = 0.05;

    readonly IPreparedGeometry prepared = PreparedGeometryFactory.Prepare(Geometry(area));
    readonly (double South, double North) latitudes = (area.Bounds.South, area.Bounds.North);
    readonly Dictionary<Tile, (Envelope[] Envelopes, bool Touches)> tiles = [];

    /// <summary>Whether the tile's outline and the area have a point in common.</summary>
    public bool Touches(Tile tile) => Place(tile).Touches;

    /// <summary>
    /// By the catalog's outline, which shows where the pixels are, as long as it lies in the scene's tile and does not cross itself.
    /// Outlines that are missing, in several pieces, the wrong way about or around the Earth are those at the antimeridian: there the tile
    /// counts.
    /// </summary>
    public bool Touches(Scene scene)
    {
        var (envelopes, touches) = Place(Tile.Parse(scene.Tile));
        if (!touches || scene.Outline is not { } rings) return touches;
        var outline = TileGeometry.Polygon(rings);
        return prepared.Intersects(TileGeometry.OnBothSides(outline)) || !envelopes.Any(e => e.Contains(outline.EnvelopeInternal))
            || !outline.IsValid;
    }

    (Envelope[] Envelopes, bool Touches) Place(Tile tile)
    {
        if (tiles.TryGetValue(tile, out var known)) return known;
        // a name that MGRS does not have: whoever uses it knows where it is
        if (!MgrsSquare.TryOf(tile, out var square)) return tiles[tile] = ([], true);
        // Most of the Earth's 20,300 tiles are far from a small area, and an outline costs 33 projections.
        var (south, north) = MgrsSquare.LatitudesAround(tile);
        if (south > latitudes.North || north < latitudes.South) return tiles[tile] = ([], false);
        var outline = TileGeometry.Of(square);
        return tiles[tile] = ([.. Enumerable.Range(0, outline.NumGeometries).Select(part => Around(outline.GetGeometryN(part)))],
            prepared.Intersects(outline));
    }

    static Envelope Around(Geometry outline)
    {
        var envelope = outline.EnvelopeInternal.Copy();
        envelope.ExpandBy(Tolerance);
        return envelope;
    }

    static Geometry Geometry(Area area)
    {
        var all = new GeometryFactory().CreateMultiPolygon([.. area.Polygons.Select(p => TileGeometry.Polygon(p.Rings))]);
        return new IsValidOp(all).IsValid ? all : GeometryFixer.Fix(all);
    }
}
