using Vegetation.Raster;

namespace Vegetation.Tests.Raster;

public sealed class ProjectionTests
{
    [Fact]
    public void A_known_point_of_a_utm_zone_has_its_longitude_and_latitude()
    {
        // Upper-left corner of the crop near Bolzano, as gdalinfo prints it: 11d16'54.35"E, 46d31'31.60"N.
        double[] x = [675000], y = [5154960];
        Projection.ToLonLat(32632, x, y);
        Assert.Equal(11 + (16 / 60.0) + (54.35 / 3600), x[0], 5);
        Assert.Equal(46 + (31 / 60.0) + (31.60 / 3600), y[0], 5);
    }

    [Fact]
    public void The_central_meridian_has_easting_500_kilometres_and_the_equator_northing_0()
    {
        double[] lon = [9, 9], lat = [0, 45];
        Projection.FromLonLat(32632, lon, lat);
        Assert.Equal(500000, lon[0], 6);
        Assert.Equal(500000, lon[1], 6);
        Assert.Equal(0, lat[0], 6);
        Assert.Equal(4982950.400, lat[1], 2); // 0.9996 x the meridian arc of WGS 84 to 45 degrees, 4984944.378 m
    }

    [Theory]
    [InlineData(32601)]
    [InlineData(32660)]
    [InlineData(32760)]
    public void There_and_back_is_where_it_began(int epsg)
    {
        double[] x = [400000, 600000, 509760], y = [9000000, 5000000, 1000000];
        double[] u = [.. x], v = [.. y];
        Projection.ToLonLat(epsg, u, v);
        Assert.All(u, lon => Assert.InRange(lon, -180, 180));
        Projection.FromLonLat(epsg, u, v);
        for (var i = 0; i < 3; i++) Assert.True(Math.Abs(x[i] - u[i]) < 1e-3 && Math.Abs(y[i] - v[i]) < 1e-3);
    }

    [Fact]
    public void An_unknown_reference_system_is_an_error_that_names_it() =>
        Assert.Contains("EPSG:99999", Assert.Throws<RasterException>(() => Projection.ToLonLat(99999, [1], [1])).Message);
}
