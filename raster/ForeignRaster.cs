using System.Globalization;
using System.Runtime.InteropServices;

namespace Vegetation.Raster;

/// <summary>
/// A GeoTIFF of somebody else, for one thread: samples of any type, pixels of any size, any reference system that it names. Rotated ones
/// are refused, and those of huge blocks. Bands count from 1.
/// </summary>
public sealed unsafe class ForeignRaster : IDisposable
{
    const uint OpenRaster = 0x02, VerboseError = 0x40;

    /// <summary>A block is unpacked as a whole, by each reader, however little the file has on disk.</summary>
    const long MostBlockBytes = 64 << 20;

    readonly DatasetHandle dataset;
    readonly string path;

    ForeignRaster(string path)
    {
        RasterLibrary.Initialise();
        this.path = path;
        using (var errors = new ErrorTrap("open", path))
        {
            dataset = Gdal.GDALOpenEx(path, OpenRaster | VerboseError, ["GTiff", null], null, null);
            errors.Check(dataset);
        }
        var six = new double[6];
        fixed (double* first = six)
            if (Gdal.GDALGetGeoTransform(dataset, first) != 0 || six is not [_, not 0, 0, _, 0, not 0] || !six.All(double.IsFinite))
                throw Close("got no place or a rotated one; expected rows and columns along the axes of its reference system");
        (Left, PixelWidth, Top, PixelHeight) = (six[0], six[1], six[3], six[5]);
        if (LargestBlock() is > MostBlockBytes and var bytes)
            throw Close($"its blocks unpack to {bytes >> 20} MiB each; expected at most {MostBlockBytes >> 20}, as after "
                + "gdal_translate -co TILED=YES");
        var reference = Gdal.GDALGetSpatialRef(dataset); // borrowed from the dataset
        if (reference == 0) throw Close("it names no reference system");
        Reference = Gdal.OSRClone(reference);
        IsInDegrees = Gdal.OSRIsGeographic(Reference) != 0;
    }

    /// <summary>Opens a file of this machine; virtual file systems (/vsi...) are refused.</summary>
    /// <exception cref="RasterException">missing, no GeoTIFF, unreadable, rotated, of huge blocks, or of no reference system.</exception>
    public static ForeignRaster OpenFile(string path)
    {
        var full = Path.GetFullPath(path);
        return full.StartsWith("/vsi", StringComparison.Ordinal)
            ? throw new RasterException("open", path, "only files of this machine are opened") : new(full);
    }

    public IReadOnlyList<ForeignBand> Bands => [.. Enumerable.Range(1, Gdal.GDALGetRasterCount(dataset)).Select(Describe)];

    internal int Width => Gdal.GDALGetRasterXSize(dataset);
    internal int Height => Gdal.GDALGetRasterYSize(dataset);

    /// <summary>The outer corner of the first pixel, in the units of the reference system.</summary>
    internal double Left { get; }

    /// <inheritdoc cref="Left"/>
    internal double Top { get; }

    /// <summary>Below 0 where the next is nearer to the west, or to the south, as nearly always of rows.</summary>
    internal double PixelWidth { get; }

    /// <inheritdoc cref="PixelWidth"/>
    internal double PixelHeight { get; }

    internal SpatialReferenceHandle Reference { get; }

    /// <summary>How many bands are unpacked where one is read: all where a pixel's samples stand together.</summary>
    internal int BandsAtOnce => Marshal.PtrToStringUTF8(
        Gdal.GDALGetMetadataItem(dataset.DangerousGetHandle(), "INTERLEAVE", "IMAGE_STRUCTURE")) == "PIXEL"
        ? Gdal.GDALGetRasterCount(dataset) : 1;

    /// <summary>Whether its rows are parallels.</summary>
    public bool IsInDegrees { get; }

    /// <summary>The values of a window, row by row, NaN where there is none.</summary>
    /// <exception cref="RasterException">a block is cut off or does not decode.</exception>
    internal void Read(ForeignBand band, int column, int row, int width, int height, Span<float> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, width * height, nameof(values));
        using (var errors = new ErrorTrap("read", FormattableString.Invariant(
            $"{path} (band {band.Number}, column {column}, row {row}, {width} x {height})")))
            fixed (float* first = values)
                errors.Check(Gdal.GDALRasterIO(
                    Gdal.GDALGetRasterBand(dataset, band.Number), 0, column, row, width, height, first, width, height,
                    (int)SampleType.Float32, 0, 0));
        foreach (ref var value in values) value = band.ValueOf(value);
    }

    public void Dispose()
    {
        Reference?.Dispose();
        dataset.Dispose();
    }

    /// <summary>Bytes.</summary>
    long LargestBlock() => BandsAtOnce * Enumerable.Range(1, Gdal.GDALGetRasterCount(dataset)).Select(number =>
    {
        var band = Gdal.GDALGetRasterBand(dataset, number);
        Gdal.GDALGetBlockSize(band, out var width, out var height);
        return (long)width * height * Gdal.GDALGetDataTypeSizeBytes(Gdal.GDALGetRasterDataType(band));
    }).Append(0).Max();

    ForeignBand Describe(int number)
    {
        var band = Gdal.GDALGetRasterBand(dataset, number);
        var nodata = Gdal.GDALGetRasterNoDataValue(band, out var hasNodata);
        var scale = Gdal.GDALGetRasterScale(band, out var hasScale);
        return new(
            number, Marshal.PtrToStringUTF8(Gdal.GDALGetDescription(band)) ?? "", hasNodata != 0 ? nodata : null,
            hasScale != 0 ? scale : 1, Gdal.GDALGetRasterOffset(band, out _), ValidRange(band));
    }

    /// <summary>As files that were NetCDF or HDF keep it: valid_range is "0,250", "{0,250}" or "0 250".</summary>
    static (double, double)? ValidRange(nint band)
    {
        var text = Marshal.PtrToStringUTF8(Gdal.GDALGetMetadataItem(band, "valid_range", null)) ?? "";
        var ends = text.Split(['{', '}', ',', ' '], StringSplitOptions.RemoveEmptyEntries);
        return ends.Length == 2 && double.TryParse(ends[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var least)
            && double.TryParse(ends[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var most) && least < most
            ? (least, most) : null;
    }

    RasterException Close(string why)
    {
        dataset.Dispose();
        return new("open", path, why);
    }
}
