using System.Globalization;
using System.Runtime.InteropServices;

namespace Vegetation.Raster;

/// <summary>
/// An open GeoTIFF, for one thread; open several over one file to read in parallel. Bands count from 1.
/// Nothing but GeoTIFF is opened, whatever the name.
/// </summary>
public sealed unsafe class RasterReader : IDisposable
{
    const uint OpenRaster = 0x02, VerboseError = 0x40;
    const int CoverageEmpty = 0x04; // GDAL_DATA_COVERAGE_STATUS_EMPTY

    readonly DatasetHandle dataset;
    readonly string path;
    readonly DeflatedBlocks? deflated;
    readonly MemoryFile? file;

    RasterReader(string path, MemoryFile? file = null, int level = 0)
    {
        RasterLibrary.Initialise();
        (this.path, this.file) = (path, file);
        using var errors = new ErrorTrap("open", path);
        string?[]? options = level > 0 ? [string.Create(CultureInfo.InvariantCulture, $"OVERVIEW_LEVEL={level - 1}"), null] : null;
        dataset = Gdal.GDALOpenEx(path, OpenRaster | VerboseError, ["GTiff", null], options, null);
        errors.Check(dataset);
        if (Bands == 0) throw Close("it holds no raster band");
        var band = Gdal.GDALGetRasterBand(dataset, 1);
        SampleType = (SampleType)Gdal.GDALGetRasterDataType(band);
        if (!Enum.IsDefined(SampleType))
            throw Close($"its samples have GDAL's type {(int)SampleType}, not byte, uint16, int16, int32 or float32");
        Gdal.GDALGetBlockSize(band, out var blockWidth, out var blockHeight);
        (BlockWidth, BlockHeight) = (blockWidth, blockHeight);
        var nodata = Gdal.GDALGetRasterNoDataValue(band, out var isSet);
        Nodata = isSet != 0 ? nodata : null;
        var (scale, offset) = (Gdal.GDALGetRasterScale(band, out isSet), Gdal.GDALGetRasterOffset(band, out _));
        Scaling = isSet != 0 ? (scale, offset) : null;
        GeoTransform = ReadGeoTransform();
        if (file is not null && Bands == 1 && DeflatedBy(band, level) is { } predictor && Inflater.For(predictor) is { } inflater)
            deflated = new(file, new(band), inflater, blockWidth, blockHeight, (Width, Height));
    }

    /// <summary>Opens a file of this machine; virtual file systems (/vsi...) are refused.</summary>
    /// <exception cref="RasterException">missing, no GeoTIFF, or unreadable.</exception>
    public static RasterReader OpenFile(string path)
    {
        var full = Path.GetFullPath(path);
        if (full.StartsWith("/vsi", StringComparison.Ordinal))
            throw new RasterException("open", path, "only files of this machine are opened");
        return new(full);
    }

    /// <summary>Opens a GeoTIFF that lies in memory.</summary>
    /// <param name="level">0 is full resolution, 1 the first overview: its size, grid and blocks are those of the reader then.</param>
    /// <exception cref="RasterException">no GeoTIFF, unreadable, or without this level.</exception>
    public static RasterReader OpenMemory(MemoryFile file, int level = 0) => new(file.Path, file, level);

    public int Width => Gdal.GDALGetRasterXSize(dataset);
    public int Height => Gdal.GDALGetRasterYSize(dataset);
    public int Bands => Gdal.GDALGetRasterCount(dataset);

    /// <summary>Of band 1, as are the block size and <see cref="Nodata"/>.</summary>
    public SampleType SampleType { get; }
    public int BlockWidth { get; }
    public int BlockHeight { get; }
    public double? Nodata { get; }

    /// <summary>How the blocks are packed, in GDAL's words: DEFLATE, LZW, LERC_ZSTD, YCbCr JPEG ...; null where they are not.</summary>
    public string? Compression => Layout("COMPRESSION");

    /// <summary>How the overviews were made, where the file says it: AVERAGE, MODE ...</summary>
    public string? OverviewResampling => Tag("OVR_RESAMPLING_ALG");

    /// <summary>An item of the file's metadata, as <see cref="CogOptions.Tags"/> wrote it; null where it has none of that name.</summary>
    public string? Tag(string name) => Marshal.PtrToStringUTF8(Gdal.GDALGetMetadataItem(dataset.DangerousGetHandle(), name, null));

    /// <summary>
    /// Whether the samples can only be those that were written, told from headers alone. LERC counts where the file is in memory and every
    /// block says so; LERC packed once more says it only when unpacked, and so does not count.
    /// </summary>
    public bool IsLossless => Compression switch
    {
        null or "DEFLATE" or "LZW" or "ZSTD" => true,
        "LERC" => file is not null && Blocks().All(block => block is not var (offset, size) || IsLosslessLerc(file, offset, size)),
        _ => false,
    };

    /// <summary>What the file's tags say that samples mean: sample x Scale + Offset; null where it has neither tag.</summary>
    public (double Scale, double Offset)? Scaling { get; }

    /// <summary>Six coefficients in GDAL's order, or null when the file has none.</summary>
    public double[]? GeoTransform { get; }

    /// <summary>The grid, or null when the file is rotated, not square, or has no place, none that is finite, or no EPSG code.</summary>
    public GeoGrid? Grid =>
        GeoTransform is [var x, var size, 0, var y, 0, var down] && size > 0 && down == -size && double.IsFinite(x + y + size)
            && Epsg() is { } epsg
            ? new GeoGrid(Width, Height, x, y, size, epsg)
            : null;

    /// <summary>What a band says that it holds, without statistics and colours.</summary>
    public BandInfo Info(int band)
    {
        var handle = Gdal.GDALGetRasterBand(dataset, band);
        return new(
            Marshal.PtrToStringUTF8(Gdal.GDALGetDescription(handle)) ?? "", Gdal.GDALGetRasterScale(handle, out _),
            Gdal.GDALGetRasterOffset(handle, out _)) { Unit = Marshal.PtrToStringUTF8(Gdal.GDALGetRasterUnitType(handle)) ?? "" };
    }

    /// <summary>Whether the samples are of this type, as <see cref="Read"/> needs them to be.</summary>
    public bool Holds<T>() where T : unmanaged => SampleTypes.Of<T>() == SampleType;

    /// <summary>Reads a window, row by row, without conversion: T is the file's own sample type.</summary>
    /// <param name="stride">Samples from one row to the next in <paramref name="into"/>; 0 = width.</param>
    /// <exception cref="RasterException">a block is cut off or does not decode; <paramref name="into"/> is then worthless.</exception>
    public void Read<T>(int band, int column, int row, int width, int height, Span<T> into, int stride = 0) where T : unmanaged
    {
        if (!Holds<T>()) throw new ArgumentException($"{path} holds {SampleType}, not {typeof(T).Name}");
        if (stride == 0) stride = width;
        ArgumentOutOfRangeException.ThrowIfLessThan(into.Length, (stride * (height - 1)) + width, nameof(into));
        using var errors = new ErrorTrap("read", FormattableString.Invariant(
            $"{path} (band {band}, column {column}, row {row}, {width} x {height})"));
        var isBlock = IsBlock(column, row, width, height) && stride == BlockWidth && into.Length >= BlockWidth * BlockHeight;
        if (IsInside(band, column, row, width, height)
            && deflated?.TryRead(column, row, width, height, into, stride, isBlock, errors) == true) return;
        fixed (T* pixels = into)
            errors.Check(isBlock
                ? Gdal.GDALReadBlock(Band(band), column / BlockWidth, row / BlockHeight, pixels)
                : Gdal.GDALRasterIO(Band(band), 0, column, row, width, height, pixels, width, height, (int)SampleType, 0,
                    stride * sizeof(T)));
    }

    bool IsInside(int band, int column, int row, int width, int height) =>
        band == 1 && column >= 0 && row >= 0 && width > 0 && height > 0 && column <= Width - width && row <= Height - height;

    /// <summary>Where the blocks of band 1 lie, row by row; null where one is absent.</summary>
    IEnumerable<(long Offset, long Size)?> Blocks() =>
        new BlockTable(Band(1)).All((Width + BlockWidth - 1) / BlockWidth, (Height + BlockHeight - 1) / BlockHeight);

    bool IsLosslessLerc(MemoryFile from, long offset, long size) =>
        offset >= 0 && size >= 0 && offset <= from.Length - size
            && LercHeader.IsLossless(from.Bytes.Slice((int)offset, (int)size), SampleType);

    /// <summary>By which predictor the blocks of a level in memory are deflated; null where they are packed otherwise.</summary>
    Predictor? DeflatedBy(nint band, int level)
    {
        if (level > 0) return OverviewPacking.DeflatedBy(file!.Bytes, Width, Height);
        var isWholeBits = Gdal.GDALGetMetadataItem(band, "NBITS", "IMAGE_STRUCTURE") == 0; // samples of 12 or 15 bits lie packed
        if (!isWholeBits || !file!.Bytes.StartsWith("II"u8) || Compression != "DEFLATE") return null;
        return Enum.TryParse(Layout("PREDICTOR") ?? nameof(Predictor.None), out Predictor predictor) ? predictor : null;
    }

    string? Layout(string item) => Marshal.PtrToStringUTF8(Gdal.GDALGetMetadataItem(dataset.DangerousGetHandle(), item, "IMAGE_STRUCTURE"));

    // A whole block is decoded straight into the caller's memory; anything else goes through the library's cache and is copied.
    bool IsBlock(int column, int row, int width, int height) =>
        column % BlockWidth == 0 && row % BlockHeight == 0 && width == Math.Min(BlockWidth, Width - column)
            && height == Math.Min(BlockHeight, Height - row);

    /// <summary>True if a block of the window is absent from the file; it would read as zeros, and no error would tell.</summary>
    public bool HasMissingBlocks(int band, int column, int row, int width, int height)
    {
        using var errors = new ErrorTrap("read", path);
        var status = Gdal.GDALGetDataCoverageStatus(Band(band), column, row, width, height, CoverageEmpty, null);
        errors.Check();
        return (status & CoverageEmpty) != 0;
    }

    /// <summary>
    /// The bytes of the file, from Start up to End, among which all blocks of the full resolution lie; null if one is absent, or seems so
    /// since the block table lies beyond the bytes at hand. Overviews come before them in a Cloud Optimized GeoTIFF, so a reader of the
    /// full resolution needs the header and these.
    /// </summary>
    public (long Start, long End)? BlockRange()
    {
        var (start, end) = (long.MaxValue, 0L);
        foreach (var block in Blocks())
        {
            if (block is not var (offset, size)) return null;
            (start, end) = (Math.Min(start, offset), Math.Max(end, offset + size));
        }
        return (start, end);
    }

    public void Dispose()
    {
        deflated?.Dispose();
        dataset.Dispose();
    }

    nint Band(int band) => Gdal.GDALGetRasterBand(dataset, band) is var found and not 0
        ? found
        : throw new ArgumentOutOfRangeException(nameof(band), $"{path} has {Bands} bands, no band {band}");

    double[]? ReadGeoTransform()
    {
        var six = new double[6];
        fixed (double* first = six) return Gdal.GDALGetGeoTransform(dataset, first) == 0 ? six : null;
    }

    int? Epsg() => file is null ? LookUpEpsg() : GeoKeys.Epsg(file.Bytes, LookUpEpsg);

    int? LookUpEpsg()
    {
        var reference = Gdal.GDALGetSpatialRef(dataset); // borrowed from the dataset
        if (reference == 0 || Marshal.PtrToStringUTF8(Gdal.OSRGetAuthorityName(reference, 0)) != "EPSG") return null;
        var code = Marshal.PtrToStringUTF8(Gdal.OSRGetAuthorityCode(reference, 0));
        return int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var epsg) ? epsg : null;
    }

    RasterException Close(string why)
    {
        dataset.Dispose();
        return new("open", path, why);
    }
}
