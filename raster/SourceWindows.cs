namespace Vegetation.Raster;

/// <summary>Which pixels of a foreign raster lie under parts of a grid in degrees.</summary>
sealed unsafe class SourceWindows : IDisposable
{
    const int LonLat = 4326;
    const int Steps = 16; // of a side: between them edges that are curved in the file's system stay within the margin

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

    /// <returns>The pixels under a part, and some around; null where there are none.</returns>
    public (int Column, int Row, int Width, int Height)? Of(GeoGrid part)
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

    /// <summary>With a margin of two pixels and a fiftieth.</summary>
    static (int First, int End) Within(double least, double most, int size)
    {
        var margin = 2 + (most - least) / 50;
        return ((int)Math.Clamp(Math.Floor(least - margin), 0, size), (int)Math.Clamp(Math.Ceiling(most + margin), 0, size));
    }

    /// <summary>Places all over a part, as columns and rows of pixels; those that the file's system does not have are left out.</summary>
    (List<double> Columns, List<double> Rows) Places(GeoGrid part)
    {
        var (x, y) = (new double[(Steps + 1) * (Steps + 1)], new double[(Steps + 1) * (Steps + 1)]);
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = part.OriginX + part.Width * part.PixelSize * (i % (Steps + 1)) / Steps;
            y[i] = part.OriginY - part.Height * part.PixelSize * (i / (Steps + 1)) / Steps;
        }
        using (new ErrorTrap("project", "from degrees")) // some places may be outside the system: those become infinite
            fixed (double* first = x, second = y) _ = Gdal.OCTTransform(transformation, x.Length, first, second, null);
        var known = Enumerable.Range(0, x.Length).Where(i => double.IsFinite(x[i] + y[i])).ToList();
        return (
            [.. known.Select(i => (x[i] - source.Left) / source.PixelWidth)],
            [.. known.Select(i => (y[i] - source.Top) / source.PixelHeight)]);
    }

    public void Dispose() => transformation.Dispose();
}
