using System.Text.Json.Serialization;
using Vegetation.Core.Geography;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Zones;
using Vegetation.Products.Maps;

namespace Vegetation.Products.Zones;

/// <summary>A zone in the tables, of one index and window. Figures are those of <see cref="ZoneStatistics"/>.</summary>
/// <param name="To">Not included.</param>
/// <param name="Pixels">Whose centres lie in the zone, observed or not; of coarse resolutions pixels of the classification.</param>
/// <param name="ValidPixels">Clear pixels of land, of which the figures are.</param>
sealed record ZoneRow(
    string ZoneId, string? Name, DateTimeOffset From, DateTimeOffset To, string Index, double? Mean, double? Sd, double? Min, double? Max,
    double? P10, double? P50, double? P90, double AreaKm2, double? ClearShare, long Pixels, long ValidPixels)
{
    /// <summary>Null where the window is no ISO week.</summary>
    public string? Week { get; init; }

    /// <summary>Observed of the pixels, 0..1; null without pixels.</summary>
    public double? ObservedShare { get; init; }

    /// <summary>
    /// Why there are no figures: no-pixel (the zone is smaller than a pixel or outside the run's tiles), not-observed or not-clear; null
    /// where there are.
    /// </summary>
    public string? Reason => Pixels == 0 ? "no-pixel" : ObservedShare is 0 ? "not-observed" : ValidPixels == 0 ? "not-clear" : null;

    /// <summary>The mean minus that of the run before.</summary>
    public double? Change { get; init; }

    /// <summary>The mean minus that of other years; null as that of cells is, like the z-score.</summary>
    public double? Anomaly { get; init; }
    public double? ZScore { get; init; }

    /// <summary>Other years in which the zone has a mean in this week of the year.</summary>
    public int? BaselineYears { get; init; }

    /// <summary>As <see cref="ZoneKey"/>: with the id it says which zones of two weeks are the same.</summary>
    public string OutlineHash { get; init; } = "";

    /// <summary>GeoJSON.</summary>
    [JsonConverter(typeof(PolygonsConverter))]
    public required IReadOnlyList<AreaPolygon> Geometry { get; init; }

    /// <param name="history">Null where there is none to compare with, or it is not asked for.</param>
    public static ZoneRow Of(Zone zone, Window window, string index, ZoneSum? sum, ZoneHistory? history)
    {
        var (figures, key) = (ZoneStatistics.Of(sum), ZoneKey.Of(zone));
        var row = new ZoneRow(
            zone.Id, zone.Name, window.From, window.To, index, figures.Mean, figures.StandardDeviation, figures.Minimum, figures.Maximum,
            figures.P10, figures.P50, figures.P90, zone.AreaKm2, figures.ClearShare, sum?.Pixels ?? 0, sum?.Valid ?? 0)
        {
            Week = window.IsoWeek?.ToString(), Geometry = zone.Geometry, OutlineHash = key.Outline, BaselineYears = history?.YearsOf(key),
            ObservedShare = sum is { Pixels: > 0 } ? Rounded((double)sum.Observed / sum.Pixels) : null,
        };
        return history is null || figures.Mean is not { } mean ? row : row.With(history.AnomalyOf(key, mean), history.ChangeOf(key, mean));
    }

    ZoneRow With(CellAnomaly? anomaly, double? change) => this with
    {
        Change = Rounded(change), Anomaly = Rounded(anomaly?.Difference * SpectralIndex.Scale),
        ZScore = Rounded(anomaly?.ZScore * AnomalyMap.ZScale),
    };

    static double? Rounded(double? value) => value is { } known ? Math.Round(known, ZoneStatistics.Digits) : null;
}
