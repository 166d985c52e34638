using System.Globalization;
using Vegetation.Core.Archive;
using Vegetation.Core.Indices;
using Vegetation.Core.Sensors;
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
                new BandInfo("years") { Unit = "years" },
                new BandInfo("weeks") { Unit = "weeks" },
            ],
            new CogOptions
            {
                Tags = Tags(new(series.Index, series.Resolution, series.Composite, series.Rules.AreOfGenerated), climatology),
            });
    }

    static short[][] Bands(MapFrame frame, Climatology climatology)
    {
        var bands = Enumerable.Range(0, 6).Select(_ => new short[frame.Columns * frame.Rows]).ToArray();
        Parallel.For(0, frame.Rows, row =>
        {
            for (var column = 0; column < frame.Columns; column++)
            {
                var (gridRow, gridColumn) = frame.CellAt(row, column);
                Set(bands, row * frame.Columns + column, climatology.At(gridRow, gridColumn));
            }
        });
        return bands;
    }

    static void Set(short[][] bands, int place, in CellClimate cell)
    {
        var isEmpty = cell.Samples == 0;
        bands[0][place] = isEmpty ? Nodata : (short)cell.Mean;
        bands[1][place] = isEmpty ? Nodata : (short)cell.StandardDeviation;
        bands[2][place] = isEmpty ? Nodata : cell.Minimum;
        bands[3][place] = isEmpty ? Nodata : cell.Maximum;
        bands[4][place] = isEmpty ? Nodata : (short)cell.Years;
        bands[5][place] = isEmpty ? Nodata : (short)cell.Samples;
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
            [DataNotice.Tag] = DataNotice.Of(mapped.IsGenerated, climatology.Weeks.Select(week => week.Window.From.Year)),
        };
        if (MapTags.CompositeOf(mapped) is { } rule) tags[MapTags.Composite] = rule;
        return tags;
    }
}
