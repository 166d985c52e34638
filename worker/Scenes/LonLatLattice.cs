using Vegetation.Raster;

namespace Vegetation.Worker.Scenes;

/// <summary>
/// Longitude and latitude of every pixel of a grid: projected at each 64th pixel corner, linear between (off by a few
/// centimetres at 70 degrees north). Longitudes are unwrapped around the zone's middle, so they may pass 180.
/// </summary>
internal sealed class LonLatLattice
{
    public const int Spacing = 64;

    readonly double[] longitudes, latitudes;
    readonly int nodesAcross;

    public LonLatLattice(GeoGrid grid)
    {
        nodesAcross = (grid.Width / Spacing) + 2;
        var nodesDown = (grid.Height / Spacing) + 2;
        (longitudes, latitudes) = (new double[nodesAcross * nodesDown], new double[nodesAcross * nodesDown]);
        for (var i = 0; i < longitudes.Length; i++)
        {
            longitudes[i] = grid.OriginX + (i % nodesAcross * Spacing * grid.PixelSize);
            latitudes[i] = grid.OriginY - (i / nodesAcross * Spacing * grid.PixelSize);
        }
        Projection.ToLonLat(grid.Epsg, longitudes, latitudes);
        var middle = ZoneMiddle(grid.Epsg);
        for (var i = 0; i < longitudes.Length; i++) longitudes[i] = middle + Math.IEEERemainder(longitudes[i] - middle, 360);
    }

    /// <summary>The nodes of one row of pixel centres: position of column c is <see cref="RowOfNodes.At"/>.</summary>
    public RowOfNodes Row(int row)
    {
        var above = row / Spacing * nodesAcross;
        return new(this, above, (row % Spacing + 0.5) / Spacing);
    }

    static double ZoneMiddle(int epsg) => ((epsg % 100) * 6) - 183;

    internal readonly struct RowOfNodes(LonLatLattice lattice, int above, double down)
    {
        /// <summary>Longitude and latitude in degrees of the centre of a column's pixel.</summary>
        public (double Longitude, double Latitude) At(int column)
        {
            var node = above + (column / Spacing);
            var right = (column % Spacing + 0.5) / Spacing;
            return (Mix(lattice.longitudes, node, right), Mix(lattice.latitudes, node, right));
        }

        double Mix(double[] values, int node, double right)
        {
            var left = values[node] + (down * (values[node + lattice.nodesAcross] - values[node]));
            var next = values[node + 1] + (down * (values[node + 1 + lattice.nodesAcross] - values[node + 1]));
            return left + (right * (next - left));
        }
    }
}
