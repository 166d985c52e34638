using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Vegetation.Raster;

/// <summary>Where the blocks of a level lie in the file, row by row.</summary>
internal sealed record BlockPlaces(uint[] Offsets, uint[] Sizes)
{
    public BlockPlaces(int count) : this(new uint[count], new uint[count])
    {
    }
}

/// <summary>
/// The header of a COG as GDAL's own driver writes it for a raster of the same levels and meaning, but of few pixels: all tags are the
/// library's, and only sizes and block tables are filled in.
/// </summary>
internal sealed class CogTemplate
{
    readonly byte[] tags;
    readonly IReadOnlyList<TiffDirectory> directories;

    /// <param name="cog">A COG with one block in each level.</param>
    /// <param name="levels">How many there are.</param>
    /// <exception cref="RasterException">the COG has others.</exception>
    public CogTemplate(string path, ReadOnlySpan<byte> cog, int levels)
    {
        directories = TiffDirectory.All(cog);
        if (directories.Count != levels)
            throw new RasterException("write", path, $"the library's template has {directories.Count} levels, not {levels}");
        // Tables of one block stand in the directories, so that the smallest level's block follows the tags.
        var first = directories[^1].NumberOf(cog, TiffDirectory.BlockOffsets) ?? 0;
        tags = cog[..(int)(first - BlockPacker<byte>.LeaderBytes)].ToArray();
        Predictor = directories[0].PredictorIn(cog);
    }

    public Predictor Predictor { get; }

    /// <summary>How long the header is; the first block's leader follows it.</summary>
    public int Length(IReadOnlyList<BlockPlaces> levels) =>
        tags.Length + levels.Sum(level => 2 * TableBytes(level.Offsets));

    /// <param name="levels">The full resolution first.</param>
    /// <param name="blockSize">Pixels a side, in all levels.</param>
    /// <returns>The tags, then of each level the table of offsets and that of sizes.</returns>
    public byte[] Fill(IReadOnlyList<(int Width, int Height, BlockPlaces Places)> levels, int blockSize)
    {
        var header = new byte[Length([.. levels.Select(level => level.Places)])];
        tags.CopyTo(header, 0);
        var table = tags.Length;
        foreach (var (directory, (width, height, places)) in directories.Zip(levels))
        {
            SetNumber(header, directory, TiffDirectory.Width, width);
            SetNumber(header, directory, TiffDirectory.Height, height);
            SetNumber(header, directory, TiffDirectory.BlockWidth, blockSize);
            SetNumber(header, directory, TiffDirectory.BlockHeight, blockSize);
            SetPlanes(header, directory);
            table = SetTable(header, directory, TiffDirectory.BlockOffsets, places.Offsets, table);
            table = SetTable(header, directory, TiffDirectory.BlockSizes, places.Sizes, table);
        }
        return header;
    }

    /// <summary>Bands have blocks of their own; of a single band the library's file says the same as of blocks for all.</summary>
    static void SetPlanes(Span<byte> header, TiffDirectory directory)
    {
        if (directory.NumberOf(header, TiffDirectory.SamplesPerPixel) is > 1)
            SetNumber(header, directory, TiffDirectory.Planes, TiffDirectory.Separate);
    }

    static void SetNumber(Span<byte> header, TiffDirectory directory, ushort tag, int number)
    {
        var entry = header[directory.EntryOf(tag)!.Value..];
        BinaryPrimitives.WriteUInt16LittleEndian(
            entry[TiffDirectory.TypeAt..], number <= ushort.MaxValue ? TiffDirectory.Short : TiffDirectory.Long);
        BinaryPrimitives.WriteInt32LittleEndian(entry[TiffDirectory.ValueAt..], number);
    }

    /// <returns>Where the next table begins.</returns>
    static int SetTable(Span<byte> header, TiffDirectory directory, ushort tag, uint[] numbers, int at)
    {
        var entry = header[directory.EntryOf(tag)!.Value..];
        BinaryPrimitives.WriteUInt16LittleEndian(entry[TiffDirectory.TypeAt..], TiffDirectory.Long);
        BinaryPrimitives.WriteInt32LittleEndian(entry[TiffDirectory.CountAt..], numbers.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[TiffDirectory.ValueAt..], numbers.Length == 1 ? numbers[0] : (uint)at);
        if (TableBytes(numbers) > 0) MemoryMarshal.AsBytes<uint>(numbers).CopyTo(header[at..]);
        return at + TableBytes(numbers);
    }

    /// <summary>The table of one block stands in its tag.</summary>
    static int TableBytes(uint[] numbers) => numbers.Length == 1 ? 0 : numbers.Length * sizeof(uint);
}
