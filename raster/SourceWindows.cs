namespace Vegetation.Raster;

/// <summary>Pixels of a foreign raster that are read at once, and the part of a grid in degrees over them.</summary>
/// <param name="Left">Where the part begins in the grid that was asked for.</param>
/// <param name="Part">A whole turn to the west or east, maybe, of its place in that grid.</param>
readonly record struct SourceWindow(int Left, int Top, GeoGrid Part, int Column, int Row, int Width, int Height);

/// <summary>Which pixels of a foreign raster lie under parts of a grid in degrees.</summary>
sealed unsafe class SourceWindows : IDisposable
{
    const int LonLat = 4326;
    const int Steps = 16; // of a side: between them edges that are curved in the file's system stay within the margin

    /// <summary>Of a file at once, 16 MB as values; what needs more is done in halves.</summary>
    const int MostPixels = 4 << 20;

    readonly ForeignRaster source;
    readonly TransformationHandle transformation;

    public SourceWindows(ForeignRaster source)
    {
        this.source = source;
        using var degrees = SpatialReferenceHandle.FromEpsg(LonLat);
        using var errors = new ErrorTrap("project", "from degrees");
        transformation = Gdal.OCTNewCoordinateTransformation(degrees, source.Reference);
        errors.Check(transformation);
    }

    /// <summary>
    /// The windows under a grid, one after the other as they are asked for. Files in degrees may run from 0 to 360, and a little beyond
    /// 180.
    /// </summary>
    /// <exception cref="RasterException">The file is too fine for the grid.</exception>
    public IEnumerable<SourceWindow> Of(GeoGrid target) => (source.IsInDegrees ? [0, -360, 360] : new[] { 0 })
        .SelectMany(turn => Of(Part(target, 0, 0, target.Width, target.Height, turn), 0, 0));

    IEnumerable<SourceWindow> Of(GeoGrid part, int left, int top)
    {
        if (Under(part) is not var (column, row, width, height)) yield break;
        if ((long)width * height <= MostPixels)
        {
            yield return new(left, top, part, column, row, width, height);
            yield break;
        }
        if (part is { Width: 1, Height: 1 })
        {
            // Far from the file, at the antipode of its system, the corners of a cell may be on all sides of it.
            if (!HoldsCentre(part)) yield break;
            throw new RasterException("read", "a file",
                $"a cell of the map covers {width} x {height} of its pixels; expected at most {MostPixels} in all");
        }
        foreach (var (x, y, half) in Halves(part))
            foreach (var window in Of(half, left + x, top + y)) yield return window;
    }

    static IEnumerable<(int Column, int Row, GeoGrid Half)> Halves(GeoGrid part)
    {
        var (across, down) = (part.Width / 2, part.Height / 2);
        return part.Width >= part.Height
            ? [(0, 0, Part(part, 0, 0, across, part.Height)), (across, 0, Part(part, across, 0, part.Width - across, part.Height))]
            : [(0, 0, Part(part, 0, 0, part.Width, down)), (0, down, Part(part, 0, down, part.Width, part.Height - down))];
    }

    static GeoGrid Part(GeoGrid grid, int column, int row, int width, int height, double turn = 0) => new(
        width, height, grid.OriginX + turn + column * grid.PixelSize, grid.OriginY - row * grid.PixelSize, grid.PixelSize, grid.Epsg);

    /// <returns>The pixels under a part, and some around; null where there are none.</returns>
    (int Column, int Row, int Width, int Height)? Under(GeoGrid part)
    {
        var (columns, rows) = Places(part);
        if (columns.Count == 0) return null;
        var (left, right) = Within(columns.Min(), columns.Max(), source.Width);
        var (top, bottom) = Within(rows.Min(), rows.Max(), source.Height);
        return left < right && top < bottom ? (left, top, right - left, bottom - top) : null;
    }

    /// <summary>How many pixels a cell covers, about.</summary>
    public double PixelsOf(GeoGrid cell)
    {
        var (columns, rows) = Places(cell);
        return columns.Count == 0 ? 0 : (columns.Max() - columns.Min()) * (rows.Max() - rows.Min());
    }

    bool HoldsCentre(GeoGrid cell) =>
        Pixels([cell.OriginX + cell.PixelSize / 2], [cell.OriginY - cell.PixelSize / 2]) is ([var column], [var row])
        && column >= 0 && column < source.Width && row >= 0 && row < source.Height;

    /// <summary>With a margin of two pixels and a fiftieth.</summary>
    static (int First, int End) Within(double least, double most, int size)
    {
        var margin = 2 + (most - least) / 50;
        return ((int)Math.Clamp(Math.Floor(least - margin), 0, size), (int)Math.Clamp(Math.Ceiling(most + margin), 0, size));
    }

    /// <summary>Places all over a part, as columns and rows of pixels.</summary>
    (List<double> Columns, List<double> Rows) Places(GeoGrid part)
    {
        var (x, y) = (new double[(Steps + 1) * (Steps + 1)], new double[(Steps + 1) * (Steps + 1)]);
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = part.OriginX + part.Width * part.PixelSize * (i % (Steps + 1)) / Steps;
            y[i] = part.OriginY - part.Height * part.PixelSize * (i / (Steps + 1)) / Steps;
        }
        return Pixels(x, y);
    }

    /// <summary>The columns and rows of places in degrees; without those that the file's system does not have.</summary>
    (List<double> Columns, List<double> Rows) Pixels(double[] x, double[] y)
    {
        using (new ErrorTrap("project", "from degrees")) // some places may be outside the system: those become infinite
            fixed (double* first = x, second = y) _ = Gdal.OCTTransform(transformation, x.Length, first, second, null);
        var known = Enumerable.Range(0, x.Length).Where(i => double.IsFinite(x[i] + y[i])).ToList();
        return (
            [.. known.Select(i => (x[i] - source.Left) / source.PixelWidth)],
            [.. known.Select(i => (y[i] - source.Top) / source.PixelHeight)]);
    }

    public void Dispose() => transformation.Dispose();
}
