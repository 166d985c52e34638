using Vegetation.Core.Archive;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Raster;

namespace Vegetation.Products.Maps;

/// <summary>
/// Reads the files of a foreign baseline, one at a time, onto the grid of a map: two bytes a cell and statistic, 260 MB for all five of
/// the Earth at 0.05 degree, and 64 MB of a file at once for each core.
/// </summary>
/// <exception cref="RasterException">A file is no GeoTIFF, unreadable, rotated, of no reference system, or too fine.</exception>
public sealed class ForeignNormalsReader(MapFrame frame, ForeignBaseline baseline, BaselinePeriod period)
{
    const short Nodata = short.MinValue;
    const int TileCells = 256;

    readonly SpectralIndex index = SpectralIndex.Find(baseline.Index)!;
    readonly Dictionary<BaselineStatistic, (string File, short[] Values)> bands = [];

    /// <summary>
    /// Takes the statistics of a file. The description of each band names one; where it does not, of a single band the file's name; where
    /// neither does, a single band is the mean.
    /// </summary>
    /// <returns>Why the baseline is of no use; null if it may be.</returns>
    public string? Add(BaselineFile file, string path)
    {
        using var raster = ForeignRaster.OpenFile(path);
        var all = raster.Bands;
        foreach (var band in all)
        {
            var named = BaselineStatistics.NamedIn(band.Description) ?? (all.Count == 1 ? file.Statistic ?? BaselineStatistic.Mean : null);
            if (named is not { } statistic || statistic == BaselineStatistic.Other) continue;
            if (bands.TryGetValue(statistic, out var other)) return $"has two bands of the {Name(statistic)}: {other.File}, {file.Name}";
            bands[statistic] = (file.Name, Read(path, Meant(band, statistic), statistic));
        }
        return null;
    }

    /// <returns>What is normal; or why there is nothing, when all files were added.</returns>
    public (ForeignNormals? Normals, string? Problem) Result()
    {
        if (!bands.TryGetValue(BaselineStatistic.Mean, out var mean))
            return (null, $"has no mean in {string.Join(", ", period.Files.Select(file => file.Name))}; expected a band whose "
                + "description names it, or a file of one band whose name does");
        return mean.Values.AsSpan().ContainsAnyExcept(Nodata)
            ? (new(frame, baseline, period, bands.ToDictionary(band => band.Key, band => band.Value.Values)), null)
            : (null, $"has no value in the area of the run in {mean.File}");
    }

    /// <summary>As the request has it where it says something.</summary>
    ForeignBand Meant(ForeignBand band, BaselineStatistic statistic)
    {
        if (statistic == BaselineStatistic.Years) return band with { Scale = 1, Offset = 0 }; // numbers, whatever is said of all bands
        var (scale, range) = (baseline.Scale ?? band.Scale, baseline.ValidRange);
        var offset = statistic == BaselineStatistic.StandardDeviation && baseline.Offset is not null ? 0 : baseline.Offset ?? band.Offset;
        return band with { Scale = scale, Offset = offset, Valid = range is { } valid ? (valid.Least, valid.Most) : band.Valid };
    }

    short[] Read(string path, ForeignBand band, BaselineStatistic statistic)
    {
        var values = GC.AllocateUninitializedArray<short>(frame.Columns * frame.Rows);
        var cell = Grid(frame.Columns / 2, frame.Rows / 2, 1, 1);
        Parallel.ForEach(Tiles(), () => new Reader(path, cell), (tile, _, reader) =>
        {
            var found = reader.Regridding.Read(band, Grid(tile.Column, tile.Row, tile.Width, tile.Height));
            for (var i = 0; i < found.Length; i++)
                values[(tile.Row + i / tile.Width) * frame.Columns + tile.Column + i % tile.Width] = Stored(found[i], statistic);
            return reader;
        }, reader => reader.Dispose());
        return values;
    }

    /// <summary>Parts of the frame, none of which crosses the antimeridian.</summary>
    IEnumerable<(int Column, int Row, int Width, int Height)> Tiles()
    {
        var seam = frame.Grid.Columns - frame.Left; // of the frame's columns the first beyond 180
        for (var row = 0; row < frame.Rows; row += TileCells)
            for (int column = 0, width; column < frame.Columns; column += width)
            {
                width = Math.Min(TileCells, frame.Columns - column);
                if (column < seam) width = Math.Min(width, seam - column);
                yield return (column, row, width, Math.Min(TileCells, frame.Rows - row));
            }
    }

    GeoGrid Grid(int column, int row, int width, int height)
    {
        var grid = frame.Grid;
        var (gridRow, gridColumn) = frame.CellAt(row, column);
        return new(width, height, (double)(gridColumn - grid.Columns / 2) / grid.CellsPerDegree,
            (double)(grid.Rows / 2 - gridRow) / grid.CellsPerDegree, grid.CellDegrees, 4326);
    }

    /// <summary>Nodata for what no index can have: a flag that nobody told of, or a wrong scale.</summary>
    short Stored(float value, BaselineStatistic statistic)
    {
        if (float.IsNaN(value)) return Nodata;
        var scaled = Math.Round(statistic == BaselineStatistic.Years ? value : value / SpectralIndex.Scale, MidpointRounding.AwayFromZero);
        var (least, most) = statistic switch
        {
            BaselineStatistic.Years => (0, short.MaxValue),
            BaselineStatistic.StandardDeviation => (0, index.Max - index.Min),
            _ => (index.Min, index.Max),
        };
        return scaled >= least && scaled <= most ? (short)scaled : Nodata;
    }

    static string Name(BaselineStatistic statistic) =>
        statistic == BaselineStatistic.StandardDeviation ? "standard deviation" : statistic.ToString().ToLowerInvariant();

    /// <summary>A file for one thread.</summary>
    sealed class Reader : IDisposable
    {
        readonly ForeignRaster raster;

        public Reader(string path, GeoGrid cell)
        {
            raster = ForeignRaster.OpenFile(path);
            Regridding = new(raster, cell);
        }

        public Regridding Regridding { get; }

        public void Dispose()
        {
            Regridding.Dispose();
            raster.Dispose();
        }
    }
}
