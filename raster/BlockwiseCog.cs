using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace Vegetation.Raster;

/// <summary>
/// Writes a COG of one band block by block, on all threads: packed by a codec of ours and placed as GDAL's COG driver places them, the
/// smallest overview first, each level row by row. The header comes last, so that a file that was not finished is no TIFF.
/// </summary>
internal sealed class BlockwiseCog<T> where T : unmanaged, INumber<T>
{
    /// <summary>From here on GDAL makes a BigTIFF to be safe (BIGTIFF=IF_SAFER), which this is not.</summary>
    const long MostBytes = 2_000_000_000;

    readonly Pyramid<T> pyramid;
    readonly CogOptions options;
    readonly List<(int Level, int Column, int Row)> blocks = [];
    readonly List<BlockPlaces> places = [];

    public BlockwiseCog(Pyramid<T> pyramid, CogOptions options)
    {
        (this.pyramid, this.options) = (pyramid, options);
        foreach (var level in pyramid.Levels) places.Add(new(BlocksAcross(level.Width) * BlocksAcross(level.Height)));
        for (var level = places.Count - 1; level >= 0; level--)
            for (var row = 0; row < BlocksAcross(pyramid.Levels[level].Height); row++)
                for (var column = 0; column < BlocksAcross(pyramid.Levels[level].Width); column++) blocks.Add((level, column, row));
    }

    public static bool Fits(Pyramid<T> pyramid) =>
        pyramid.Levels.Sum(level => (long)level.Samples.Length) * Unsafe.SizeOf<T>() < MostBytes;

    /// <exception cref="RasterException">a block does not pack, or the disk is full; no file is left then.</exception>
    public void Write(string path, CogTemplate template, BlockCodec codec)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
            WriteBlocks(file, template, codec);
            var header = template.Fill(
                [.. pyramid.Levels.Zip(places, (level, at) => (level.Width, level.Height, at))], options.BlockSize);
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
        var into = new BlockFile(file, template.Length(places), Note);
        var threads = options.Threads == 0 ? Environment.ProcessorCount : options.Threads;
        var next = -1;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, (_, loop) =>
        {
            using var packer = new BlockPacker<T>(options.BlockSize, template.Predictor, codec.NewEncoder());
            for (int number; !loop.ShouldExitCurrentIteration && (number = Interlocked.Increment(ref next)) < blocks.Count;)
            {
                var (level, column, row) = blocks[number];
                var room = ArrayPool<byte>.Shared.Rent(packer.Room);
                into.Add(number, room, packer.Pack(pyramid.Levels[level], column, row, room));
            }
        });
    }

    void Note(int number, long place, int length)
    {
        var (level, column, row) = blocks[number];
        var index = (row * BlocksAcross(pyramid.Levels[level].Width)) + column;
        places[level].Offsets[index] = checked((uint)(place + BlockPacker<T>.LeaderBytes));
        places[level].Sizes[index] = (uint)(length - BlockPacker<T>.LeaderBytes - BlockPacker<T>.TrailerBytes);
    }

    int BlocksAcross(int pixels) => (pixels + options.BlockSize - 1) / options.BlockSize;
}
