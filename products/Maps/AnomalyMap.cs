using Vegetation.Core.Archive;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Raster;

namespace Vegetation.Products.Maps;

/// <summary>
/// A map's cells against what is normal for their week: see <see cref="CellAnomaly"/>. Each band holds Frame.Rows rows of Frame.Columns
/// values, nodata where the week has no mean or the baseline is too short or does not vary.
/// </summary>
/// <param name="Years">Of the baseline; also where there is no anomaly, nodata where there is no baseline.</param>
sealed record AnomalyMap(
    MappedIndex Mapped, MapFrame Frame, short[] Difference, short[] ZScore, short[] Vci, short[] PercentOfNormal, short[] Years)
{
    public const short Nodata = short.MinValue;

    /// <summary>Stored z-scores x ZScale are standard deviations.</summary>
    public const double ZScale = 0.001;

    /// <summary>The band of z-scores in the file, from 1 on.</summary>
    public const int ZScoreBand = 2;

    /// <param name="baseline">Of other years, on the same grid.</param>
    /// <returns>The anomaly, or null and the reason.</returns>
    public static (AnomalyMap? Anomaly, string? UnavailableReason) Of(WorldMap map, Climatology baseline, BaselineRule rule)
    {
        if (baseline.Years.Count < rule.MinimumYears) return (null, TooFewYears(baseline, rule));
        var anomaly = new AnomalyMap(map.Mapped, map.Frame, Empty(map), Empty(map), Empty(map), Empty(map), Empty(map));
        Parallel.For(0, map.Frame.Rows, row =>
        {
            for (var column = 0; column < map.Frame.Columns; column++)
            {
                var (gridRow, gridColumn) = map.Frame.CellAt(row, column);
                anomaly.Set(row * map.Frame.Columns + column, map, baseline.At(gridRow, gridColumn), rule);
            }
        });
        return anomaly.Difference.AsSpan().ContainsAnyExcept(Nodata) ? (anomaly, null)
            : (null, $"no cell with {map.Mapped.Index.Label} has {rule.MinimumYears} other years that vary");
    }

    public void WriteCog(string path, Window window, Climatology baseline)
    {
        var label = Mapped.Index.Label;
        CogWriter.Write<short>(
            path, Frame.GeoGrid(), [Difference, ZScore, Vci, PercentOfNormal, Years], Nodata,
            [
                new BandInfo($"{label} mean minus normal", SpectralIndex.Scale),
                new BandInfo($"{label} z-score: difference in standard deviations", ZScale),
                new BandInfo($"vegetation condition index of {label}, 0 to 100", 0.01),
                new BandInfo($"per cent of normal {label}", 0.1),
                new BandInfo("years in the baseline"),
            ],
            new CogOptions
            {
                Tags = new Dictionary<string, string>(MapTags.Of(Mapped, Frame, window))
                {
                    [MapTags.Weeks] = string.Join(' ', baseline.Weeks),
                },
            });
    }

    void Set(int place, WorldMap map, in CellClimate normal, BaselineRule rule)
    {
        if (normal.Samples > 0) Years[place] = (short)normal.Years;
        if (map.Mean[place] == WorldMap.Nodata || CellAnomaly.Of(map.Mean[place], normal, rule) is not { } anomaly) return;
        (Difference[place], ZScore[place]) = (anomaly.Difference, anomaly.ZScore);
        (Vci[place], PercentOfNormal[place]) = (anomaly.Vci, anomaly.PercentOfNormal);
    }

    static string TooFewYears(Climatology baseline, BaselineRule rule)
    {
        var years = baseline.Years;
        var found = years.Count switch
        {
            0 => "no other year",
            1 => $"one other year ({years[0]})",
            var count => $"{count} other years ({string.Join(", ", years)})",
        };
        return $"the archive has {found} for this week; at least {rule.MinimumYears} are needed (baseline.minimumYears)";
    }

    static short[] Empty(WorldMap map)
    {
        var band = GC.AllocateUninitializedArray<short>(map.Frame.Columns * map.Frame.Rows);
        Array.Fill(band, Nodata);
        return band;
    }
}
