using Vegetation.Core.Requests;
using Vegetation.Core.Sensors;

namespace Vegetation.Functions.Forecasting;

/// <summary>What a whole tile of data takes: of less data it takes less, of the acquisitions of a composite more.</summary>
/// <param name="CpuSeconds">On a whole core, as bench/run stream measures them.</param>
/// <param name="Bytes">Read from the scenes' bucket.</param>
internal sealed record SceneLoad(double CpuSeconds, double Bytes)
{
    /// <summary>Seconds of it on one thread, at 10 m, where scenes are computed one after the other: its hash and its documents.</summary>
    public double SerialSeconds { get; init; }

    /// <summary>
    /// Of a whole tile, compressed: 50.1 MB for the red band of 10 m of an item with 27 % data, others alike by their pixels; SCL 1 %.
    /// </summary>
    const double BytesOfABand = 186.5e6, BytesOfClasses = 2e6;

    /// <summary>CPU seconds of NDVI with its QA layer, by metres: bench/run stream, November 2026.</summary>
    static readonly Dictionary<int, double> CpuSecondsOf = new() { [10] = 4.4, [20] = 1.5, [40] = 0.5, [80] = 0.25, [160] = 0.155 };

    const double SerialSecondsOfFullSize = 0.2;

    /// <summary>Other indices by their bytes; none takes less than NDVI.</summary>
    public static SceneLoad Of(Request request)
    {
        var bytes = request.Bands.Sum(role => BytesOf(Sensor.Sentinel2[role], request.Resolution));
        var ndvi = (2 * BytesOfABand * 100 / (request.Resolution * request.Resolution)) + BytesOfClasses;
        return new(CpuSecondsOf[request.Resolution] * Math.Max(1, bytes / ndvi), bytes)
        {
            SerialSeconds = request.Resolution == Resolution.Metres[0] ? SerialSecondsOfFullSize : 0,
        };
    }

    /// <summary>On one instance, of which <paramref name="threadsOfACore"/> threads compute as much as one core.</summary>
    public double ComputeSeconds(MachineSize machine, double threadsOfACore) =>
        SerialSeconds + ((CpuSeconds - SerialSeconds) * threadsOfACore / machine.Threads);

    public double FetchSeconds(MachineSize machine) => Bytes / machine.BytesPerSecond;

    static double BytesOf(SensorBand band, int resolution)
    {
        var pixel = band.Metres << Resolution.LevelOf(resolution, band);
        return band.IsReflectance ? BytesOfABand * 100 / (pixel * pixel) : BytesOfClasses;
    }
}
