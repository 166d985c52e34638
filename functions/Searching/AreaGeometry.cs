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

    static readonly GeometryFactory Factory = new();

    readonly IPreparedGeometry prepared = PreparedGeometryFactory.Prepare(Geometry(area));
    readonly Dictionary<Tile, bool> touched = [];

    /// <summary>Whether the tile's outline and the area have a point in common.</summary>
    public bool Touches(Tile tile)
    {
        if (touched.TryGetValue(tile, out var known)) return known;
        // a name that MGRS does not have: whoever uses it knows where it is
        return touched[tile] = !MgrsSquare.TryOf(tile, out var square) || Touches(square);
    }

    /// <summary>
    /// By the catalog's outline, which shows where the pixels are, as long as it lies in the scene's tile and does not cross itself.
    /// Outlines that are missing, in several pieces, the wrong way about or around the Earth are those at the antimeridian: there the tile
    /// counts.
    /// </summary>
    public bool Touches(Scene scene)
    {
        var tile = Tile.Parse(scene.Tile);
        var touches = Touches(tile);
        if (!touches || scene.Outline is not { } rings) return touches;
        var outline = TileGeometry.Polygon(rings);
        return prepared.Intersects(TileGeometry.OnBothSides(outline)) || !IsIn(tile, outline.EnvelopeInternal) || !outline.IsValid;
    }

    // An outline costs 33 projections, and most of the Earth's 20,300 tiles are far from a small area, or deep in a large one.
    bool Touches(MgrsSquare square)
    {
        var (west, south, east, north) = square.Box;
        if (west < -180 || east > 180) return prepared.Intersects(TileGeometry.Of(square));
        var box = Factory.ToGeometry(new Envelope(west, east, south, north));
        return prepared.Intersects(box) && (prepared.Covers(box) || prepared.Intersects(TileGeometry.Of(square)));
    }

    static bool IsIn(Tile tile, Envelope outline)
    {
        if (!MgrsSquare.TryOf(tile, out var square)) return false;
        var raster = TileGeometry.Of(square);
        return Enumerable.Range(0, raster.NumGeometries).Any(part => Around(raster.GetGeometryN(part)).Contains(outline));
    }

    static Envelope Around(Geometry outline)
    {
        var envelope = outline.EnvelopeInternal.Copy();
        envelope.ExpandBy(Tolerance);
        return envelope;
    }

    static Geometry Geometry(Area area)
    {
        var all = Factory.CreateMultiPolygon([.. area.Polygons.Select(p => TileGeometry.Polygon(p.Rings))]);
        return new IsValidOp(all).IsValid ? all : GeometryFixer.Fix(all);
    }
}
