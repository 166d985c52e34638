using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Operation.Valid;
using Vegetation.Core.Grid;
using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;

namespace Vegetation.Functions.Searching;

/// <summary>What lies in an area, by geometry in degrees of longitude and latitude.</summary>
public sealed class AreaGeometry(Area area)
{
    /// <summary>How far a catalog's outline may leave its tile and be believed, degrees: catalogs round, and cut corners of curved sides.</summary>
    const double Tolerance = 0.05;

    readonly IPreparedGeometry prepared = PreparedGeometryFactory.Prepare(Geometry(area));
    readonly Dictionary<Tile, (Envelope Envelope, bool Touches)> tiles = [];

    /// <summary>Whether the tile's outline and the area have a point in common.</summary>
    public bool Touches(Tile tile) => Place(tile).Touches;

    /// <summary>
    /// By the catalog's outline, which shows where the pixels are, as long as it lies in the scene's tile. Outlines that are missing, in several pieces,
    /// the wrong way about or around the Earth are those at the antimeridian: there the tile counts.
    /// </summary>
    public bool Touches(Scene scene)
    {
        var (envelope, touches) = Place(Tile.Parse(scene.Tile));
        if (!touches || scene.Outline is not { } rings) return touches;
        var outline = TileGeometry.Polygon(rings);
        return outline.EnvelopeInternal.Width >= 180 || !envelope.Contains(outline.EnvelopeInternal) || prepared.Intersects(outline);
    }

    (Envelope Envelope, bool Touches) Place(Tile tile)
    {
        if (tiles.TryGetValue(tile, out var known)) return known;
        var place = (Envelope: new Envelope(), Touches: true); // a name that MGRS does not have: whoever uses it knows where it is
        if (MgrsSquare.TryOf(tile, out var square))
        {
            var outline = TileGeometry.Of(square);
            place = (outline.EnvelopeInternal.Copy(), prepared.Intersects(outline));
            place.Envelope.ExpandBy(Tolerance);
        }
        return tiles[tile] = place;
    }

    static Geometry Geometry(Area area)
    {
        var all = new GeometryFactory().CreateMultiPolygon([.. area.Polygons.Select(p => TileGeometry.Polygon(p.Rings))]);
        return new IsValidOp(all).IsValid ? all : all.Buffer(0);
    }
}
