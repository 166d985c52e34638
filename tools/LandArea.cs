using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Index.Strtree;
using Vegetation.Core.Geography;
using Vegetation.Core.Sums;
using Position = Vegetation.Core.Geography.Position;

namespace Vegetation.LandTiles;

/// <summary>
/// The land of each tile: of points a kilometre apart in its square those on land that the tile owns, each by the ground that it stands
/// for. A point is owned by one tile, by the rule by which the map counts pixels: within the tile's zone, and beyond it only where no
/// square of another tile holds it; of two squares that are both beyond their zones the first by name. So the land of all tiles is that of
/// the Earth, but for islets that no point meets.
/// </summary>
internal sealed class LandArea
{
    const int PointsASide = (int)(MgrsSquare.SideMetres / 1000);

    readonly Land land;
    readonly STRtree<(MgrsSquare Square, IPreparedGeometry Outline)> squares = new();

    public LandArea(Land land, IEnumerable<MgrsSquare> tiles)
    {
        this.land = land;
        foreach (var square in tiles)
            foreach (var outline in Land.AllAround(Land.Polygon(square.SquareOutline())))
                squares.Insert(outline.EnvelopeInternal, (square, PreparedGeometryFactory.Prepare(outline)));
        squares.Build();
    }

    public int SquareKilometres(MgrsSquare square)
    {
        var outline = Land.Polygon(square.SquareOutline());
        var others = squares.Query(outline.EnvelopeInternal).Where(other => other.Square.Tile.Zone != square.Tile.Zone).ToList();
        var isLand = land.Within(outline);
        var own = new TileOwnership(square);
        var sum = 0.0;
        for (var column = 0; column < PointsASide; column++)
            for (var row = 0; row < PointsASide; row++)
            {
                var position = square.At((column + 0.5) / PointsASide, (row + 0.5) / PointsASide);
                if ((own.OwnsLongitude(position.Longitude, position.Latitude) || !IsOthers(position)) && isLand(position))
                    sum += Ground(square, column);
            }
        return (int)Math.Round(sum);

        bool IsOthers(Position position) => others.Exists(other => other.Outline.Intersects(Land.Point(position))
            && (string.CompareOrdinal(other.Square.Tile.ToString(), square.Tile.ToString()) < 0
                || new TileOwnership(other.Square).OwnsLongitude(position.Longitude, position.Latitude)));
    }

    /// <summary>
    /// Square kilometres on the ground of one on the map, which are larger or smaller by up to 0.2 %: the scale of UTM, on a sphere.
    /// </summary>
    static double Ground(MgrsSquare square, int column)
    {
        const double scale = 0.9996, radiusMetres = 6_371_007, centreMetres = 500_000;
        var east = square.West + (column + 0.5) * MgrsSquare.SideMetres / PointsASide - centreMetres;
        return Math.Pow(scale * Math.Cosh(east / (scale * radiusMetres)), -2);
    }
}
