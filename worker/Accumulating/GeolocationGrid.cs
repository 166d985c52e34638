using System.Runtime.CompilerServices;

namespace Vegetation.Worker.Accumulating;

/// <summary>
/// Where every pixel of a grid lies in other coordinates: projected at each 64th pixel corner, linear between (off by a few
/// centimetres at 70 degrees north).
/// </summary>
internal sealed class GeolocationGrid
{
    public const int Spacing = 64;

    readonly double[] xs, ys;
    readonly int nodesAcross;

    GeolocationGrid(GeoGrid grid)
    {
        nodesAcross = (grid.Width / Spacing) + 2;
        var nodesDown = (grid.Height / Spacing) + 2;
        (xs, ys) = (new double[nodesAcross * nodesDown], new double[nodesAcross * nodesDown]);
        for (var i = 0; i < xs.Length; i++)
        {
            xs[i] = grid.OriginX + (i % nodesAcross * Spacing * grid.PixelSize);
            ys[i] = grid.OriginY - (i / nodesAcross * Spacing * grid.PixelSize);
        }
    }

    /// <summary>Longitude and latitude in degrees. Longitudes are unwrapped around the zone's middle, so they may pass 180.</summary>
    public static GeolocationGrid LonLat(GeoGrid grid)
    {
        var nodes = new GeolocationGrid(grid);
        Projection.ToLonLat(grid.Epsg, nodes.xs, nodes.ys);
        var middle = ((grid.Epsg % 100) * 6) - 183;
        for (var i = 0; i < nodes.xs.Length; i++) nodes.xs[i] = middle + Math.IEEERemainder(nodes.xs[i] - middle, 360);
        return nodes;
    }

    /// <summary>Easting and northing in metres of any UTM zone.</summary>
    public static GeolocationGrid Utm(GeoGrid grid, int epsg)
    {
        var nodes = new GeolocationGrid(grid);
        if (epsg == grid.Epsg) return nodes;
        Projection.ToLonLat(grid.Epsg, nodes.xs, nodes.ys);
        Projection.FromLonLat(epsg, nodes.xs, nodes.ys);
        return nodes;
    }

    /// <summary>The nodes of one row of pixel centres: position of column c is <see cref="RowOfNodes.At"/>.</summary>
    public RowOfNodes Row(int row)
    {
        var above = row / Spacing * nodesAcross;
        return new(this, above, (row % Spacing + 0.5) / Spacing);
    }

    internal readonly struct RowOfNodes(GeolocationGrid nodes, int above, double down)
    {
        /// <summary>The position of the centre of a column's pixel.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (double X, double Y) At(int column)
        {
            var node = above + (column / Spacing);
            var right = (column % Spacing + 0.5) / Spacing;
            return (Mix(nodes.xs, node, right), Mix(nodes.ys, node, right));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        double Mix(double[] values, int node, double right)
        {
            var left = values[node] + (down * (values[node + nodes.nodesAcross] - values[node]));
            var next = values[node + 1] + (down * (values[node + 1 + nodes.nodesAcross] - values[node + 1]));
            return left + (right * (next - left));
        }
    }
}
