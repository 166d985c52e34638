using System.Globalization;
using Vegetation.Core.Geography;
using Vegetation.Raster;

namespace Vegetation.Local.Demo;

/// <summary>A tile of the real Sentinel-2 grid, with coarse pixels so that the demonstration is small: 100 m, and 200 m for SCL.</summary>
/// <param name="Name">MGRS tile.</param>
/// <param name="West">Metres, of the UTM zone.</param>
/// <param name="North">Metres.</param>
sealed record DemoTile(string Name, double West, double North)
{
    public const int Pixels = 1098;
    public const int SclPixels = Pixels / 2;
    public const double PixelMetres = 100;

    public static DemoTile Named(string name)
    {
        var (west, _, _, north) = MgrsSquare.Of(Tile.Parse(name)).RasterMetres;
        return new(name, west, north);
    }

    /// <summary>The tiles of the demonstration.</summary>
    public static IReadOnlyList<DemoTile> All => DemoExtent.Demonstration.Tiles;

    public int Zone => int.Parse(Name.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture);
    public int Epsg => 32600 + Zone;
    public GeoGrid SclGrid => GridOf(2);

    /// <param name="factor">Pixels of red that one of the grid covers, each way: 1 or 2.</param>
    public GeoGrid GridOf(int factor) => new(Pixels / factor, Pixels / factor, West, North, factor * PixelMetres, Epsg);

    /// <summary>
    /// Longitude and latitude of pixel centres, from a coarse net: over 6 km a straight line is off by less than a metre.
    /// </summary>
    public (double[] Longitudes, double[] Latitudes) Positions()
    {
        const int step = 61;
        const int nodes = Pixels / step + 1;
        var (x, y) = (new double[nodes * nodes], new double[nodes * nodes]);
        for (var i = 0; i < x.Length; i++) (x[i], y[i]) = (West + i % nodes * step * PixelMetres, North - i / nodes * step * PixelMetres);
        Projection.ToLonLat(Epsg, x, y);
        return (Spread(x, nodes, step), Spread(y, nodes, step));
    }

    /// <summary>Corner positions, upper left first, clockwise, as longitude and latitude.</summary>
    public IReadOnlyList<(double Lon, double Lat)> Corners()
    {
        var span = Pixels * PixelMetres;
        double[] x = [West, West + span, West + span, West];
        double[] y = [North, North, North - span, North - span];
        Projection.ToLonLat(Epsg, x, y);
        return [.. x.Zip(y)];
    }

    static double[] Spread(double[] net, int nodes, int step)
    {
        var values = new double[Pixels * Pixels];
        for (var i = 0; i < values.Length; i++)
        {
            var (column, row) = ((i % Pixels + 0.5) / step, (i / Pixels + 0.5) / step);
            var (left, top) = ((int)column, (int)row);
            var (right, down) = (column - left, row - top);
            var upper = net[top * nodes + left] * (1 - right) + net[top * nodes + left + 1] * right;
            var lower = net[(top + 1) * nodes + left] * (1 - right) + net[(top + 1) * nodes + left + 1] * right;
            values[i] = upper * (1 - down) + lower * down;
        }
        return values;
    }
}
