using System.Runtime.CompilerServices;
using Vegetation.Raster;

namespace Vegetation.Worker.Scenes;

/// <summary>
/// Where every pixel of a grid lies in other coordinates: projected at each 64th pixel corner, linear between (off by a few
/// centimetres at 70 degrees north).
/// </summary>
internal sealed class PixelLattice
{
    public const int Spacing = 64;

    readonly double[] xs, ys;
    readonly int nodesAcross;

    PixelLattice(GeoGrid grid)
    {
        nodesAcross = (grid.Width / Spacing) + 2;
        var nodesDown = (grid.Height / Spacing) + 2;
        (xs, ys) = (new double[nodesAcross * nodesDown], new double[nodesAcross * nodesDown]);
        for (var i = 0; i < xs.Length; i++)
        {
            xs[i] = grid.OriginX + (i % nodesAcross * Spacing * grid.PixelSize);
            ys[i] = grid.OriginY - (i / nodesAcross * Spacing * grid.PixelSize);
        }
        Projection.ToLonLat(grid.Epsg, xs, ys);
    }

    /// <summary>Longitude and latitude in degrees. Longitudes are unwrapped around the zone's middle, so they may pass 180.</summary>
    public static PixelLattice LonLat(GeoGrid grid)
    {
        var lattice = new PixelLattice(grid);
        var middle = ((grid.Epsg % 100) * 6) - 183;
        for (var i = 0; i < lattice.xs.Length; i++) lattice.xs[i] = middle + Math.IEEERemainder(lattice.xs[i] - middle, 360);
        return lattice;
    }

    /// <summary>Easting and northing in metres of another UTM zone.</summary>
    public static PixelLattice Utm(GeoGrid grid, int epsg)
    {
        var lattice = new PixelLattice(grid);
        Projection.FromLonLat(epsg, lattice.xs, lattice.ys);
        return lattice;
    }

    /// <summary>The nodes of one row of pixel centres: position of column c is <see cref="RowOfNodes.At"/>.</summary>
    public RowOfNodes Row(int row)
    {
        var above = row / Spacing * nodesAcross;
        return new(this, above, (row % Spacing + 0.5) / Spacing);
    }

    internal readonly struct RowOfNodes(PixelLattice lattice, int above, double down)
    {
        /// <summary>The position of the centre of a column's pixel.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (double X, double Y) At(int column)
        {
            var node = above + (column / Spacing);
            var right = (column % Spacing + 0.5) / Spacing;
            return (Mix(lattice.xs, node, right), Mix(lattice.ys, node, right));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        double Mix(double[] values, int node, double right)
        {
            var left = values[node] + (down * (values[node + lattice.nodesAcross] - values[node]));
            var next = values[node + 1] + (down * (values[node + 1 + lattice.nodesAcross] - values[node + 1]));
            return left + (right * (next - left));
        }
    }
}
