using System.Numerics;

namespace Vegetation.Raster;

/// <summary>How a Cloud Optimized GeoTIFF is written. The bytes depend on all of these but <see cref="Threads"/>.</summary>
/// <param name="Compression">DEFLATE reads everywhere; ZSTD is faster; LZW, NONE.</param>
/// <param name="Level">1-9 for DEFLATE, 1-22 for ZSTD. After the predictor measures are mostly noise, in which higher levels find nothing:
/// 6 made real NDVI 1-2 % larger in up to three times the time.</param>
/// <param name="OverviewResampling">AVERAGE for measures, MODE or NEAREST for classes.</param>
/// <param name="BlockSize">Pixels a side; overviews end when they fit in one block.</param>
/// <param name="Threads">0 = all cores.</param>
public sealed record CogOptions(
    string Compression = "DEFLATE", int Level = 1, string OverviewResampling = CogOptions.Average, int BlockSize = 512, int Threads = 0)
{
    internal const string Average = "AVERAGE", Nearest = "NEAREST";

    /// <summary>Whether samples are measures: classes are not differenced before they are packed, and have no statistics.</summary>
    public bool AreMeasures { get; init; } = true;

    /// <summary>The file's metadata by name, in GDAL's default domain.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    internal string ThreadCount => Threads == 0 ? "ALL_CPUS" : FormattableString.Invariant($"{Threads}");

    internal string?[] ForDriver()
    {
        List<string?> options =
        [
            $"COMPRESS={Compression}", FormattableString.Invariant($"BLOCKSIZE={BlockSize}"), $"NUM_THREADS={ThreadCount}",
            $"OVERVIEW_RESAMPLING={OverviewResampling}", "BIGTIFF=IF_SAFER",
        ];
        if (Compression is "DEFLATE" or "ZSTD") options.Add(FormattableString.Invariant($"LEVEL={Level}"));
        if (AreMeasures && Compression is ("DEFLATE" or "ZSTD" or "LZW")) options.Add("PREDICTOR=YES");
        return [.. options, null];
    }
}

/// <summary>What a band holds: value = sample * Scale + Offset.</summary>
/// <param name="Statistics">Of the samples, where they are known; null has them counted.</param>
/// <param name="Colours">0xRRGGBB of the values from 0 on, for bytes that are classes.</param>
public sealed record BandInfo(
    string Description, double Scale = 1, double Offset = 0, BandStatistics? Statistics = null, IReadOnlyList<uint>? Colours = null)
{
    /// <summary>Of value; empty where it has none, as an index.</summary>
    public string Unit { get; init; } = "";

    internal BandInfo WithStatistics<T>(Pyramid<T> band, double? nodata, int threads) where T : unmanaged, INumber<T> =>
        Statistics is null ? this with { Statistics = BandStatistics.Of(band.Levels[0].Samples, nodata, threads) } : this;
}
