using Vegetation.Core.Archive;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Raster;

namespace Vegetation.Products.Maps;

/// <summary>
/// Reads the files of a foreign baseline, one at a time, onto the grid of a map: two bytes a cell and statistic, 260 MB for all five of
/// the Earth at 0.05 degree, and while a file is read up to 200 for each of two threads.
/// </summary>
public sealed class ForeignNormalsReader(MapFrame frame, ForeignBaseline baseline, BaselinePeriod period)
{
    readonly SpectralIndex index = SpectralIndex.Find(baseline.Index)!;
    readonly Dictionary<BaselineStatistic, (string File, short[] Values)> bands = [];

    /// <summary>
    /// Takes the statistics of a file. The description of each band names one; where it does not, of a single band the file's name; where
    /// neither does, a single band is the mean.
    /// </summary>
    /// <returns>
    /// Why the baseline is of no use: the file is no GeoTIFF, unreadable, rotated, of no reference system, too fine or too large, or its
    /// bands say nothing or the same. Null if it may be of use.
    /// </returns>
    public string? Add(BaselineFile file, string path)
    {
        try
        {
            return AddBands(file, path);
        }
        catch (RasterException e)
        {
            // Named as people know it, and not as the copy that is read.
            var detail = e.Detail.Replace(path, file.Name, StringComparison.Ordinal);
            return $"cannot be read: {file.Name}: {detail.Replace(Path.GetFileName(path), file.Name, StringComparison.Ordinal)}";
        }
    }

    /// <returns>What is normal; or why there is nothing, when all files were added.</returns>
    public (ForeignNormals? Normals, string? Problem) Result()
    {
        if (!bands.TryGetValue(BaselineStatistic.Mean, out var mean))
            return (null, $"has no mean in {string.Join(", ", period.Files.Select(file => file.Name))}; expected a band whose "
                + "description names it, or a file of one band whose name does");
        return mean.Values.AsSpan().ContainsAnyExcept(ForeignNormals.Nodata)
            ? (new(frame, baseline, period, bands.ToDictionary(band => band.Key, band => band.Value.Values)), null)
            : (null, $"has no value in the area of the run in {mean.File}");
    }

    string? AddBands(BaselineFile file, string path)
    {
        using var raster = ForeignRaster.OpenFile(path);
        var all = raster.Bands;
        foreach (var band in all)
        {
            var named = BaselineStatistics.NamedIn(band.Description) ?? (all.Count == 1 ? file.Statistic ?? BaselineStatistic.Mean : null);
            if (named is not { } statistic || statistic == BaselineStatistic.Other) continue;
            if (bands.TryGetValue(statistic, out var other)) return $"has two bands of the {Name(statistic)}: {other.File}, {file.Name}";
            var read = new ForeignBandReader(frame, Meant(band, statistic), RangeOf(statistic)).Read(path, raster.IsInDegrees);
            if (read.Impossible > read.Possible)
                return $"has mostly values that no {Name(statistic)} of {index.Label} can have in {file.Name}; expected scale, offset and "
                    + "valid range in the file, or in baseline.scale, baseline.offset and baseline.validRange of the request";
            bands[statistic] = (file.Name, read.Values);
        }
        return null;
    }

    /// <summary>
    /// With values x 10000, as the request has them where it says something. Years are numbers, whatever the file says of all bands.
    /// </summary>
    ForeignBand Meant(ForeignBand band, BaselineStatistic statistic)
    {
        if (statistic == BaselineStatistic.Years) return band with { Scale = 1, Offset = 0 };
        var (scale, range) = (baseline.Scale ?? band.Scale, baseline.ValidRange);
        var offset = statistic == BaselineStatistic.StandardDeviation && baseline.Offset is not null ? 0 : baseline.Offset ?? band.Offset;
        return band with
        {
            Scale = scale / SpectralIndex.Scale, Offset = offset / SpectralIndex.Scale,
            Valid = range is { } valid ? (valid.Least, valid.Most) : band.Valid,
        };
    }

    (int Least, int Most) RangeOf(BaselineStatistic statistic) => statistic switch
    {
        BaselineStatistic.Years => (0, short.MaxValue),
        BaselineStatistic.StandardDeviation => (0, index.Max - index.Min),
        _ => (index.Min, index.Max),
    };

    static string Name(BaselineStatistic statistic) =>
        statistic == BaselineStatistic.StandardDeviation ? "standard deviation" : statistic.ToString().ToLowerInvariant();
}
