using Vegetation.Core.Masking;

namespace Vegetation.Core.Sensors;

public sealed partial record Sensor
{
    /// <summary>
    /// Sentinel-2 MSI, level 2A. Asset keys: of Earth Search v1, of its v0 and Planetary Computer, of the Copernicus Data Space. Collection
    /// 1 comes first: its items declare the offset that its pixels carry.
    /// </summary>
    public static Sensor Sentinel2 { get; } = new(
        "sentinel-2",
        "msi",
        [
            new(BandRole.Blue, "blue", 10, ["blue", "B02", "B02_10m"]),
            new(BandRole.Green, "green", 10, ["green", "B03", "B03_10m"]),
            new(BandRole.Red, "red", 10, ["red", "B04", "B04_10m"]),
            new(BandRole.RedEdge, "rededge1", 20, ["rededge1", "B05", "B05_20m"]),
            new(BandRole.Nir, "nir", 10, ["nir", "B08", "B08_10m"]),
            new(BandRole.Swir1, "swir16", 20, ["swir16", "B11", "B11_20m"]),
            new(BandRole.Swir2, "swir22", 20, ["swir22", "B12", "B12_20m"]),
            new(BandRole.Classes, "scl", 20, ["scl", "SCL", "SCL_20m"], IsReflectance: false),
            new(BandRole.CloudProbability, "cloud", 20, ["cloud", "CLD_20m"], IsReflectance: false, IsOptional: true),
        ],
        ClassTable.Scl,
        BoaAddOffset: -1000,
        FirstBaselineWithOffset: 4,
        [
            new("sentinel-2-c1-l2a", "e84-earth-search-sentinel-data.s3.us-west-2.amazonaws.com/sentinel-2-c1-l2a/", [-0.1]),
            new("sentinel-2-l2a", "sentinel-cogs.s3.us-west-2.amazonaws.com/sentinel-s2-l2a-cogs/", []),
            new("sentinel-2-pre-c1-l2a", "e84-earth-search-sentinel-data.s3.us-west-2.amazonaws.com/sentinel-2-pre-c1-l2a/", [-0.1, 0],
                IsSuperseded: true),
        ]);
}
