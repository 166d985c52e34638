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
            new(BandRole.Red, "red", 10, ["red", "B04", "B04_10m"]),
            new(BandRole.Nir, "nir", 10, ["nir", "B08", "B08_10m"]),
            new(BandRole.Classes, "scl", 20, ["scl", "SCL", "SCL_20m"]),
        ],
        ClassTable.Scl,
        AddedOffset: -1000,
        FirstBaselineWithOffset: 4,
        [
            new("sentinel-2-c1-l2a", "e84-earth-search-sentinel-data.s3.us-west-2.amazonaws.com/sentinel-2-c1-l2a/", [-0.1]),
            new("sentinel-2-l2a", "sentinel-cogs.s3.us-west-2.amazonaws.com/sentinel-s2-l2a-cogs/", []),
            new("sentinel-2-pre-c1-l2a", "e84-earth-search-sentinel-data.s3.us-west-2.amazonaws.com/sentinel-2-pre-c1-l2a/", [-0.1, 0],
                IsSuperseded: true),
        ]);
}
