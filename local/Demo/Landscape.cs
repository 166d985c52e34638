namespace Vegetation.Local.Demo;

/// <summary>The generated ground at a place.</summary>
/// <param name="Class">SCL class without clouds: 4 vegetation, 5 bare, 6 water, 11 snow.</param>
/// <param name="Red">Surface reflectance, 0..1.</param>
/// <param name="Nir">Surface reflectance, 0..1.</param>
readonly record struct Ground(byte Class, double Red, double Nir);

/// <summary>
/// A generated landscape in the place of the eastern Alps: mountains with snow along a ridge, forest on their slopes, fields and
/// lakes below, a gulf in the south. It depends on longitude, latitude and week alone, so it is continuous across tiles and UTM zones.
/// </summary>
static class Landscape
{
    const double ParcelDegrees = 0.012;
    const double TreeLineMetres = 1750;
    const double SnowLineMetres = 2150;

    public static Ground At(double lon, double lat)
    {
        var height = HeightMetres(lon, lat);
        if (height < 0) return new Ground(6, 0.030, 0.012);
        var rough = ValueNoise.Fractal(lon * 9, lat * 12, 3, 7);
        if (height < 480 && ValueNoise.Fractal(lon * 5, lat * 7, 3, 11) > 0.78) return new Ground(6, 0.035, 0.015);
        if (height > SnowLineMetres + 500 * (rough - 0.5)) return new Ground(11, 0.82, 0.78);
        if (height > TreeLineMetres + 600 * (rough - 0.5)) return OfNdvi(0.10 + 0.35 * rough);
        if (height > 650 + 400 * (rough - 0.5)) return OfNdvi(0.62 + 0.24 * rough);
        return OfNdvi(Fields(lon, lat, rough));
    }

    /// <summary>
    /// The same ground a week later: vegetation and bare soil mostly lose some hundredths of NDVI, and gain some where it was wet. Classes
    /// stay.
    /// </summary>
    public static Ground AWeekLater(Ground ground, double lon, double lat)
    {
        if (ground.Class is not (4 or 5)) return ground;
        var ndvi = (ground.Nir - ground.Red) / (ground.Nir + ground.Red);
        var change = 0.10 - (0.26 * ValueNoise.Fractal(lon * 2.1, lat * 2.9, 3, 83));
        return OfNdvi(Math.Clamp(ndvi + change, 0.05, 0.88)) with { Class = ground.Class };
    }

    /// <summary>Chains and valleys that wander along a line near 46.8 degrees north; below 0 is sea.</summary>
    static double HeightMetres(double lon, double lat)
    {
        var bentLon = lon + 0.5 * (ValueNoise.Fractal(lon * 1.6, lat * 2.2, 3, 61) - 0.5);
        var bentLat = lat + 0.7 * (ValueNoise.Fractal(lon * 1.6, lat * 2.2, 3, 71) - 0.5);
        var range = Math.Exp(-Math.Pow((bentLat - 46.8 + 0.12 * Math.Sin(lon * 1.3)) / 0.62, 2));
        var chains = ValueNoise.Ridged(bentLon * 3, bentLat * 4.2, 6, 3);
        var hills = ValueNoise.Fractal(lon * 1.2, lat * 1.7, 5, 5);
        var gulf = 1000 * Math.Exp(-Math.Pow((lon - 13.0) / 0.62, 2) - Math.Pow((lat - 44.95) / 0.62, 2));
        return range * (4600 * chains - 1400) + 500 * (hills - 0.18) - gulf;
    }

    /// <summary>Parcels with a crop each, in a region that is greener here and drier there.</summary>
    static double Fields(double lon, double lat, double rough)
    {
        var region = ValueNoise.Fractal(lon * 1.3, lat * 1.8, 3, 19);
        var turned = (X: lon + 0.35 * lat, Y: 1.4 * lat - 0.25 * lon);
        var crop = ValueNoise.Lattice((int)Math.Floor(turned.X / ParcelDegrees), (int)Math.Floor(turned.Y / ParcelDegrees), 23);
        return Math.Clamp(0.12 + 0.42 * region + 0.30 * crop + 0.10 * (rough - 0.5), 0.05, 0.88);
    }

    /// <summary>Greener ground is darker in red: the reflectances follow from NDVI.</summary>
    static Ground OfNdvi(double ndvi)
    {
        var red = 0.17 - 0.15 * ndvi;
        return new Ground((byte)(ndvi < 0.3 ? 5 : 4), red, red * (1 + ndvi) / (1 - ndvi));
    }
}
