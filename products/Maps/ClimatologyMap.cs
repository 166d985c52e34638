using System.Globalization;
using Vegetation.Core.Archive;
using Vegetation.Core.Indices;
using Vegetation.Core.Sums;
using Vegetation.Raster;

namespace Vegetation.Products.Maps;

/// <summary>
/// A climatology as a raster on the map's grid: of each cell the mean, standard deviation, minimum and maximum of weekly means, the years
/// and the weeks. The same weeks give the same bytes.
/// </summary>
public static class ClimatologyMap
{
    const short Nodata = SpectralIndex.Nodata;

    /// <param name="frame">That of the series' area.</param>
    public static void WriteCog(string path, MapFrame frame, Climatology climatology)
    {
        var series = climatology.Series;
        var label = series.Index.Label;
        CogWriter.Write<short>(
            path, frame.GeoGrid(), [.. Bands(frame, climatology)], Nodata,
            [
                new BandInfo($"normal {label}: mean of weekly means", SpectralIndex.Scale),
                new BandInfo($"{label} standard deviation of weekly means", SpectralIndex.Scale),
                new BandInfo($"{label} minimum of weekly means", SpectralIndex.Scale),
                new BandInfo($"{label} maximum of weekly means", SpectralIndex.Scale),
                new BandInfo("years"),
                new BandInfo("weeks"),
            ],
            new CogOptions { Tags = Tags(new(series.Index, series.Resolution, series.Composite), climatology) });
    }

    static short[][] Bands(MapFrame frame, Climatology climatology)
    {
        var bands = Enumerable.Range(0, 6).Select(_ => new short[frame.Columns * frame.Rows]).ToArray();
        foreach (var band in bands) Array.Fill(band, Nodata);
        for (var row = 0; row < frame.Rows; row++)
            for (var column = 0; column < frame.Columns; column++)
            {
                var (gridRow, gridColumn) = frame.CellAt(row, column);
                if (climatology.At(gridRow, gridColumn) is not { Samples: > 0 } cell) continue;
                short[] values =
                [
                    (short)cell.Mean, (short)cell.StandardDeviation, cell.Minimum, cell.Maximum, (short)cell.Years, (short)cell.Samples,
                ];
                for (var band = 0; band < values.Length; band++) bands[band][row * frame.Columns + column] = values[band];
            }
        return bands;
    }

    static Dictionary<string, string> Tags(MappedIndex mapped, Climatology climatology)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [MapTags.Index] = mapped.Label,
            [MapTags.Resolution] = MapTags.ResolutionOf(mapped),
            ["WEEK_OF_YEAR"] = climatology.Season.ToString(CultureInfo.InvariantCulture),
            ["WEEKS_AROUND"] = climatology.WeeksAround.ToString(CultureInfo.InvariantCulture),
            [MapTags.Weeks] = string.Join(' ', climatology.Weeks),
            ["SOURCE"] = MapTags.SourceOf(climatology.Weeks.Select(week => week.Window.From.Year)),
        };
        if (MapTags.CompositeOf(mapped) is { } rule) tags[MapTags.Composite] = rule;
        return tags;
    }
}
