using Vegetation.Core.Masking;
using Vegetation.Core.Sensors;

namespace Vegetation.Tests.Core;

public sealed class SensorTests
{
    [Fact]
    public void A_band_is_read_one_overview_further_for_each_doubling_and_classes_never_from_one()
    {
        int[] Levels(BandRole role) => [.. Resolution.Metres.Select(metres => Resolution.LevelOf(metres, Sensor.Sentinel2[role]))];
        Assert.Equal([0, 1, 2, 3, 4], Levels(BandRole.Red));
        Assert.Equal([0, 1, 2, 3, 4], Levels(BandRole.Nir));
        Assert.Equal([0, 0, 0, 0, 0], Levels(BandRole.Classes));
        Assert.Equal([0, 0, 1, 2, 3], Levels(BandRole.Swir1));
        Assert.Equal([0, 0, 0, 0, 0], Levels(BandRole.CloudProbability));
    }

    [Fact]
    public void Classes_have_the_codes_of_Sen2Cor()
    {
        var classes = Sensor.Sentinel2.Classes;
        Assert.Equal(11, classes.LastCode);
        Assert.Equal((4, 5, 6, 11), (classes.CodeOf(PixelClass.Vegetation), classes.CodeOf(PixelClass.BareSoil),
            classes.CodeOf(PixelClass.Water),
            classes.CodeOf(PixelClass.Snow)));
        Assert.Equal([3, 8, 9, 10], Enumerable.Range(0, 256).Where(code =>
            classes.Of(code) is PixelClass.CloudShadow or PixelClass.Cloud or PixelClass.Cirrus));
        Assert.All(Enumerable.Range(12, 244), code => Assert.Equal(PixelClass.Unknown, classes.Of(code)));
    }
}
