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

    /// <summary>The band of differences in the file, and that of z-scores, from 1 on.</summary>
    public const int DifferenceBand = 1, ZScoreBand = 2;

    /// <summary>Whether the baseline has standard deviations somewhere; without them pictures and pages show the difference.</summary>
    public bool HasZScores { get; } = ZScore.AsSpan().ContainsAnyExcept(Nodata);

    /// <summary>What pictures and pages show.</summary>
    public short[] Shown => HasZScores ? ZScore : Difference;

    public int ShownBand => HasZScores ? ZScoreBand : DifferenceBand;

    /// <summary>Shown x ShownScale are standard deviations, or a difference of the index.</summary>
    public double ShownScale => HasZScores ? ZScale : SpectralIndex.Scale;

    public ColourRamp ShownRamp => HasZScores ? ChangeRamp.Deviations : ChangeRamp.Ramp;

    /// <param name="normals">Of other years, on the grid of the map.</param>
    /// <returns>The anomaly, or null and the reason.</returns>
    public static (AnomalyMap? Anomaly, string? UnavailableReason) Of(WorldMap map, INormals normals, BaselineRule rule)
    {
        if (normals.WhyNot(rule) is { } reason) return (null, reason);
        var (difference, z, vci, percent, years) = (Empty(map), Empty(map), Empty(map), Empty(map), Empty(map));
        Parallel.For(0, map.Frame.Rows, row =>
        {
            for (var column = 0; column < map.Frame.Columns; column++)
            {
                var place = row * map.Frame.Columns + column;
                if (normals.At(row, column) is not { } normal) continue;
                if (normal.Years is { } count) years[place] = (short)count;
                if (map.Mean[place] == WorldMap.Nodata || CellAnomaly.Of(map.Mean[place], normal, rule) is not { } found) continue;
                (difference[place], z[place], vci[place], percent[place]) = found;
            }
        });
        return difference.AsSpan().ContainsAnyExcept(Nodata) ? (new(map.Mapped, map.Frame, difference, z, vci, percent, years), null)
            : (null, normals.Basis.Foreign is { } foreign ? $"no cell with {map.Mapped.Index.Label} has a normal in {foreign.Source}"
                : $"no cell with {map.Mapped.Index.Label} has {rule.MinimumYears} other years that vary");
    }

    /// <param name="run">Tags of the run that made it.</param>
    public void WriteCog(string path, Window window, INormals normals, IReadOnlyDictionary<string, string>? run = null)
    {
        var (label, tags) = (Mapped.Index.Label, MapTags.Of(Mapped, Frame, window, run));
        foreach (var (name, text) in normals.Tags) tags[name] = text;
        CogWriter.Write<short>(
            path, Frame.GeoGrid(), [Difference, ZScore, Vci, PercentOfNormal, Years], Nodata,
            [
                new BandInfo($"{label} mean minus normal", SpectralIndex.Scale),
                new BandInfo($"{label} z-score: difference in standard deviations", ZScale) { Unit = "standard deviations" },
                new BandInfo($"vegetation condition index of {label}, 0 to 100", 0.01) { Unit = "%" },
                new BandInfo($"per cent of normal {label}", 0.1) { Unit = "%" },
                new BandInfo("years in the baseline") { Unit = "years" },
            ],
            new CogOptions { Tags = tags });
    }

    static short[] Empty(WorldMap map)
    {
        var band = GC.AllocateUninitializedArray<short>(map.Frame.Columns * map.Frame.Rows);
        Array.Fill(band, Nodata);
        return band;
    }
}
