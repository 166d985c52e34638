using System.Globalization;

namespace Vegetation.Local.Demo;

/// <summary>One pass of a satellite over the landscape: its date, its swath, its clouds.</summary>
/// <param name="EdgeDegrees">Longitude of the swath's edge at 46 degrees north; the track leans.</param>
/// <param name="SeesWest">Whether the swath lies west of its edge, else east.</param>
/// <param name="Cloudiness">0 none .. 1 overcast.</param>
/// <param name="Collection">Which collection of the catalog has it.</param>
sealed record Overpass(
    string Platform, string Id, DateTimeOffset Sensed, double EdgeDegrees, bool SeesWest, double Cloudiness, uint Seed,
    DemoCollection Collection)
{
    const double TrackLean = 0.27;      // degrees of longitude a degree of latitude
    const double ShadowDegrees = 0.022; // the morning sun stands in the south-east: shadows lie north-west

    const double WestOf = 13.45, EastOf = 11.15; // both tracks see what lies between

    /// <summary>Two passes in the week from 2023-12-04 on and three in the next, which a catalog has in collection 1.</summary>
    public static IReadOnlyList<Overpass> All { get; } =
    [
        new("sentinel-2b", "S2B", At("2023-12-05T10:13:21.024Z"), WestOf, true, 0.42, 101, DemoCollection.L2a),
        new("sentinel-2a", "S2A", At("2023-12-07T10:04:11.640Z"), EastOf, false, 0.52, 202, DemoCollection.L2a),
        new("sentinel-2b", "S2B", At("2023-12-12T10:04:12.310Z"), EastOf, false, 0.40, 303, DemoCollection.C1),
        new("sentinel-2b", "S2B", At("2023-12-15T10:13:20.755Z"), WestOf, true, 0.50, 404, DemoCollection.C1),
        new("sentinel-2a", "S2A", At("2023-12-17T10:04:10.982Z"), EastOf, false, 0.45, 505, DemoCollection.C1),
    ];

    static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);

    /// <summary>Whether it saw the ground of the second week.</summary>
    public bool IsAWeekLater => Collection == DemoCollection.C1;

    public bool Sees(double lon, double lat) => lon < EdgeDegrees + TrackLean * (lat - 46) == SeesWest;

    /// <summary>SCL class that hides the ground: 9 and 8 cloud, 10 cirrus, 3 shadow; 0 for none.</summary>
    public byte CoverClass(double lon, double lat)
    {
        var thickness = Thickness(lon, lat);
        if (thickness > 0.07) return 9;
        if (thickness > 0.015) return 8;
        if (ValueNoise.Fractal(lon * 0.9 + 0.8 * lat, lat * 3.1, 3, Seed + 50) > 1.02 - 0.45 * Cloudiness) return 10;
        return Thickness(lon + ShadowDegrees, lat - ShadowDegrees) > 0.02 ? (byte)3 : (byte)0;
    }

    double Thickness(double lon, double lat)
    {
        var front = ValueNoise.Fractal(lon * 0.7, lat * 0.9, 2, Seed + 30);
        return ValueNoise.Fractal(lon * 3, lat * 4, 6, Seed) + 0.7 * (front - 0.5) - (0.92 - 0.6 * Cloudiness);
    }
}
