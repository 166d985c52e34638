using System.Numerics;
using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace Vegetation.Raster;

/// <summary>
/// Writes a COG block by block, on all threads: packed by a codec of ours and placed as GDAL's COG driver places them, the smallest
/// overview first, of each level band by band and row by row. Bands have blocks of their own, so that one is read without the others. The
/// header comes last, so that a file that was not finished is no TIFF.
/// </summary>
internal sealed class BlockwiseCog<T> where T : unmanaged, INumber<T>
{
    /// <summary>From here on GDAL makes a BigTIFF to be safe (BIGTIFF=IF_SAFER), which this is not.</summary>
    const long MostBytes = 2_000_000_000;

    readonly IReadOnlyList<Pyramid<T>> bands;
    readonly IReadOnlyList<PyramidLevel<T>> levels;
    readonly CogOptions options;
    readonly List<Block> blocks = [];
    readonly List<BlockPlaces> places = [];

    readonly record struct Block(int Level, int Band, int Column, int Row);

    /// <param name="bands">Of one size.</param>
    public BlockwiseCog(IReadOnlyList<Pyramid<T>> bands, CogOptions options)
    {
        (this.bands, levels, this.options) = (bands, bands[0].Levels, options);
        foreach (var level in levels) places.Add(new(bands.Count * BlocksIn(level)));
        for (var level = levels.Count - 1; level >= 0; level--)
            for (var band = 0; band < bands.Count; band++)
                for (var row = 0; row < BlocksAcross(levels[level].Height); row++)
                    for (var column = 0; column < BlocksAcross(levels[level].Width); column++) blocks.Add(new(level, band, column, row));
    }

    public static bool Fits(IReadOnlyList<Pyramid<T>> bands) =>
        bands.Sum(band => band.Levels.Sum(level => (long)level.Samples.Length)) * Unsafe.SizeOf<T>() < MostBytes;

    /// <exception cref="RasterException">a block does not pack, or the disk is full; no file is left then.</exception>
    public void Write(string path, CogTemplate template, BlockCodec codec)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
            WriteBlocks(file, template, codec);
            var header = template.Fill([.. levels.Zip(places, (level, at) => (level.Width, level.Height, at))], options.BlockSize);
            RandomAccess.Write(file, header, 0);
        }
        catch (Exception e)
        {
            if (File.Exists(path)) File.Delete(path);
            var cause = e is AggregateException { InnerExceptions: [var first, ..] } ? first : e;
            throw cause as RasterException ?? new RasterException("write", path, cause.Message);
        }
    }

    void WriteBlocks(SafeFileHandle file, CogTemplate template, BlockCodec codec)
    {
        using var into = new BlockFile(file, template.Length(places), Note);
        var threads = options.Threads == 0 ? Environment.ProcessorCount : options.Threads;
        var next = -1;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, (_, loop) =>
        {
            using var packer = new BlockPacker<T>(options.BlockSize, template.Predictor, codec.NewEncoder());
            using var room = new NativeSamples<byte>(packer.Room);
            for (int number; !loop.ShouldExitCurrentIteration && (number = Interlocked.Increment(ref next)) < blocks.Count;)
            {
                var (level, band, column, row) = blocks[number];
                var length = packer.Pack(bands[band].Levels[level], column, row, room.GetSpan());
                into.Add(number, room.GetSpan()[..length]);
            }
        });
    }

    void Note(int number, long place, int length)
    {
        var (level, band, column, row) = blocks[number];
        var index = (band * BlocksIn(levels[level])) + (row * BlocksAcross(levels[level].Width)) + column;
        places[level].Offsets[index] = checked((uint)(place + BlockPacker<T>.LeaderBytes));
        places[level].Sizes[index] = (uint)(length - BlockPacker<T>.LeaderBytes - BlockPacker<T>.TrailerBytes);
    }

    int BlocksIn(PyramidLevel<T> level) => BlocksAcross(level.Width) * BlocksAcross(level.Height);

    int BlocksAcross(int pixels) => (pixels + options.BlockSize - 1) / options.BlockSize;
}
