using System.Text.Json.Serialization;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;
using Vegetation.Core.Zones;

namespace Vegetation.Products.Zones;

/// <summary>A zone in the tables, of one index and window. Figures are those of <see cref="ZoneStatistics"/>.</summary>
/// <param name="To">Not included.</param>
/// <param name="Pixels">Whose centres lie in the zone, observed or not; of coarse resolutions pixels of the classification.</param>
/// <param name="ValidPixels">Clear pixels of land, of which the figures are.</param>
sealed record ZoneRow(
    string ZoneId, string? Name, DateTimeOffset From, DateTimeOffset To, string Index, double? Mean, double? Sd, double? Min, double? Max,
    double? P10, double? P50, double? P90, double AreaKm2, double? ClearShare, long Pixels, long ValidPixels)
{
    /// <summary>GeoJSON.</summary>
    [JsonConverter(typeof(PolygonsConverter))]
    public required IReadOnlyList<AreaPolygon> Geometry { get; init; }

    /// <summary>Observed of the pixels, 0..1; null without pixels.</summary>
    public double? ObservedShare { get; init; }

    public static ZoneRow Of(Zone zone, Window window, string index, ZoneSum? sum)
    {
        var figures = ZoneStatistics.Of(sum);
        return new(zone.Id, zone.Name, window.From, window.To, index, figures.Mean, figures.StandardDeviation, figures.Minimum,
            figures.Maximum, figures.P10, figures.P50, figures.P90, zone.AreaKm2, figures.ClearShare, sum?.Pixels ?? 0, sum?.Valid ?? 0)
        {
            Geometry = zone.Geometry, ObservedShare = sum is { Pixels: > 0 } ? Math.Round((double)sum.Observed / sum.Pixels, 6) : null,
        };
    }
}
