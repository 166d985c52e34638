using Vegetation.Core.Zones;
using Vegetation.Raster;

namespace Vegetation.Bench.Scenes;

/// <summary>Fields of 1 to 100 hectares all over a scene, polygons of 5 to 30 corners; the same each time.</summary>
internal static class Fields
{
    public static IReadOnlyList<UnitZone> Over(GeoGrid grid, int count)
    {
        var random = new Random(42);
        return [.. Enumerable.Range(0, count).Select(number => new UnitZone(number, [Ring(grid, random)]))];
    }

    static double[] Ring(GeoGrid grid, Random random)
    {
        var (corners, radius) = (random.Next(5, 31), Math.Sqrt(10_000 * Math.Pow(100, random.NextDouble()) / Math.PI));
        var (x, y) = (Between(grid.OriginX, grid.Right), Between(grid.Bottom, grid.OriginY));
        double[] east = new double[corners + 1], north = new double[corners + 1];
        for (var i = 0; i < corners; i++)
        {
            var far = radius * Between(0.8, 1.3);
            (east[i], north[i]) = (x + (far * Math.Cos(i * Math.Tau / corners)), y + (far * Math.Sin(i * Math.Tau / corners)));
        }
        (east[corners], north[corners]) = (east[0], north[0]);
        Projection.ToLonLat(grid.Epsg, east, north);
        return [.. east.Zip(north).SelectMany(position => new[] { Math.Round(position.First, 7), Math.Round(position.Second, 7) })];

        double Between(double from, double to) => from + ((to - from) * random.NextDouble());
    }
}
