using System.Globalization;
using Vegetation.Core.Sums;
using Vegetation.Raster;

namespace Vegetation.Products.Maps;

/// <summary>What a band gave for the cells of a map.</summary>
/// <param name="Values">Rows of columns, whole numbers; nodata where there is none, or one that cannot be.</param>
/// <param name="Impossible">Cells whose value cannot be: of a flag that nobody told of, or by a wrong scale.</param>
readonly record struct ForeignValues(short[] Values, int Possible, int Impossible);

/// <summary>Reads a band of a foreign file onto the grid of a map, on all cores.</summary>
/// <param name="range">The values that can be.</param>
sealed class ForeignBandReader(MapFrame frame, ForeignBand band, (int Least, int Most) range)
{
    /// <summary>Cells of the map at once. Files in degrees are read in rows, of which many have their blocks; others in squares.</summary>
    const int RowsAtOnce = 64, SideAtOnce = 256;

    /// <summary>Each has windows of its own; without a limit the pool adds more while others wait.</summary>
    const int ReadersAtOnce = 2;

    /// <summary>
    /// Of a file of the Earth at 1 km there are 0.6 billion, which take half a minute of two cores; five statistics are read in the
    /// minutes that an aggregation has.
    /// </summary>
    const long MostSamples = 1_500_000_000;

    readonly short[] values = GC.AllocateUninitializedArray<short>(frame.Columns * frame.Rows);
    int possible, impossible;

    /// <exception cref="RasterException">The file does not decode, is too fine, or has too many pixels under the map.</exception>
    public ForeignValues Read(string path, bool isInDegrees)
    {
        var parts = isInDegrees ? Parts(frame.Columns, RowsAtOnce) : Parts(SideAtOnce, SideAtOnce);
        var cell = Grid(new(frame.Columns / 2, frame.Rows / 2, 1, 1));
        RefuseTooMany(parts, path, cell);
        var limit = new ParallelOptions { MaxDegreeOfParallelism = ReadersAtOnce };
        try
        {
            Parallel.ForEach(parts, limit, () => new Reader(path, cell), (part, _, reader) =>
            {
                Store(part, reader.Regridding.Read(band, Grid(part)));
                return reader;
            }, reader => reader.Dispose());
        }
        catch (AggregateException e) when (e.InnerException is RasterException cause)
        {
            throw new RasterException(cause.Operation, cause.Path, cause.Detail);
        }
        return new(values, possible, impossible);
    }

    /// <summary>Before any is read, since what takes too long would end the run.</summary>
    void RefuseTooMany(IEnumerable<Part> parts, string path, GeoGrid cell)
    {
        using var reader = new Reader(path, cell);
        var samples = 0L;
        foreach (var more in parts.SelectMany(part => reader.Regridding.SamplesUnder(Grid(part))))
            if ((samples += more) > MostSamples)
                throw new RasterException("read", path, string.Create(CultureInfo.InvariantCulture,
                    $"more than {MostSamples / 1e9} billion of its pixels lie under the map; expected a coarser file, or a smaller area"));
    }

    void Store(Part part, float[] found)
    {
        var (good, odd) = (0, 0);
        for (var i = 0; i < found.Length; i++)
        {
            var rounded = MathF.Round(found[i], MidpointRounding.AwayFromZero);
            var isPossible = rounded >= range.Least && rounded <= range.Most;
            if (isPossible) good++;
            else if (!float.IsNaN(rounded)) odd++;
            values[(part.Row + i / part.Width) * frame.Columns + part.Column + i % part.Width] =
                isPossible ? (short)rounded : ForeignNormals.Nodata;
        }
        Interlocked.Add(ref possible, good);
        Interlocked.Add(ref impossible, odd);
    }

    /// <summary>Parts of the frame, none of which crosses the antimeridian.</summary>
    IEnumerable<Part> Parts(int across, int down)
    {
        var seam = frame.Grid.Columns - frame.Left; // of the frame's columns the first beyond 180
        for (var row = 0; row < frame.Rows; row += down)
            for (int column = 0, width; column < frame.Columns; column += width)
            {
                width = Math.Min(across, frame.Columns - column);
                if (column < seam) width = Math.Min(width, seam - column);
                yield return new(column, row, width, Math.Min(down, frame.Rows - row));
            }
    }

    GeoGrid Grid(Part part)
    {
        var (grid, (row, column)) = (frame.Grid, frame.CellAt(part.Row, part.Column));
        return new(
            part.Width, part.Height, (double)(column - grid.Columns / 2) / grid.CellsPerDegree,
            (double)(grid.Rows / 2 - row) / grid.CellsPerDegree, grid.CellDegrees, 4326);
    }

    /// <summary>Cells of the frame.</summary>
    readonly record struct Part(int Column, int Row, int Width, int Height);

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
