using System.Numerics;

namespace Vegetation.Raster;

/// <summary>
/// Writes Cloud Optimized GeoTIFFs. Same pixels, options and encoder give the same bytes, whatever the threads; the file names its encoder
/// in the item <see cref="EncoderItem"/> of its metadata.
/// </summary>
public static class CogWriter
{
    /// <summary>The metadata item that says what packed the blocks.</summary>
    public const string EncoderItem = "ENCODER";

    /// <summary>What packs the blocks of a file, by name, version, level and architecture: same name, same bytes.</summary>
    public static string EncoderOf(CogOptions options) => NameOf(BlockCodec.For(options));

    /// <summary>
    /// Writes one file. Each band holds grid.Height rows of grid.Width samples (byte, ushort, short, int or float); nodata is for all
    /// bands and left out of overviews and statistics. The caller writes to a scratch name and renames.
    /// </summary>
    /// <exception cref="RasterException">the library refused, or the disk is full; no file is left then.</exception>
    public static void Write<T>(
        string path, GeoGrid grid, IReadOnlyList<ReadOnlyMemory<T>> bands, double? nodata, IReadOnlyList<BandInfo> info, CogOptions options)
        where T : unmanaged, INumber<T>
    {
        if (bands.Any(band => band.Length != grid.Width * grid.Height))
            throw new ArgumentException($"{path} needs {grid.Width} x {grid.Height} samples in each band");
        RasterLibrary.Initialise();
        List<Pyramid<T>> pyramids = [];
        try
        {
            foreach (var band in bands) pyramids.Add(Pyramid<T>.Of(grid, band, nodata, options));
            Write(path, grid, pyramids, nodata, info, options);
        }
        finally
        {
            pyramids.ForEach(pyramid => pyramid.Dispose());
        }
    }

    /// <summary>The same for bands whose overviews are made already; the block size of the options must be theirs.</summary>
    /// <exception cref="RasterException">the library refused, or the disk is full; no file is left then.</exception>
    public static void Write<T>(
        string path, GeoGrid grid, IReadOnlyList<Pyramid<T>> bands, double? nodata, IReadOnlyList<BandInfo> info, CogOptions options)
        where T : unmanaged, INumber<T>
    {
        var codec = BlockwiseCog<T>.Fits(bands) ? BlockCodec.For(options) : null;
        Write(path, grid, bands, nodata, info, options, codec);
    }

    /// <param name="codec">Null leaves all to the library, which puts the samples of several bands side by side.</param>
    internal static void Write<T>(
        string path, GeoGrid grid, IReadOnlyList<Pyramid<T>> bands, double? nodata, IReadOnlyList<BandInfo> info, CogOptions options,
        BlockCodec? codec) where T : unmanaged, INumber<T>
    {
        if (bands.Count == 0 || bands.Count != info.Count)
            throw new ArgumentException($"{path} has {bands.Count} bands and {info.Count} descriptions");
        RasterLibrary.Initialise();
        if (options.AreMeasures) info = [.. bands.Zip(info, (band, about) => about.WithStatistics(band, nodata, options.Threads))];
        var items = new Dictionary<string, string>(options.Tags);
        items.TryAdd(EncoderItem, NameOf(codec));
        var tags = new CogTags(grid, nodata, info, items);
        if (codec is null) WriteByLibrary(path, bands, tags, options);
        else new BlockwiseCog<T>(bands, options).Write(path, Template<T>(path, bands[0].Levels.Count, tags, options), codec);
    }

    static string NameOf(BlockCodec? codec) => codec?.Name ?? $"GDAL {RasterLibrary.Version()}";

    /// <summary>The same file by GDAL's COG driver alone.</summary>
    internal static void WriteByLibrary<T>(string path, IReadOnlyList<Pyramid<T>> bands, CogTags tags, CogOptions options)
        where T : unmanaged, INumber<T>
    {
        var full = bands[0].Levels[0];
        using var dataset = new MemoryDataset(full.Width, full.Height);
        foreach (var band in bands) dataset.Add(band.Levels[0].Samples);
        tags.Set(dataset.Handle, path);
        Overviews.Add(dataset.Handle, bands, path);
        dataset.WriteTo("COG", path, options.ForDriver());
    }

    /// <summary>By a file in memory of as many levels as there are, the smallest of one pixel, in the driver's smallest blocks.</summary>
    static CogTemplate Template<T>(string path, int levels, CogTags tags, CogOptions options) where T : unmanaged, INumber<T>
    {
        var side = 1 << (levels - 1);
        using var few = new Pyramid<T>(new(side, side, 0, 0, 1, tags.Grid.Epsg), new T[side * side], tags.Nodata, blockSize: 1, threads: 1);
        var small = options with { Threads = 1, BlockSize = 128 };
        return new(path, MemoryDataset.BytesOf(name => WriteByLibrary(name, [.. tags.Bands.Select(_ => few)], tags, small)), levels);
    }
}
