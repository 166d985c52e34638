using System.Buffers.Binary;
using System.IO.Compression;
using Vegetation.Raster;

namespace Vegetation.Tests.Worker;

/// <summary>
/// A GeoTIFF written byte by byte from the specification, in shapes that GDAL's COG driver does not write: strips, any block size, either
/// order of bytes, BigTIFF, and headers that lie.
/// </summary>
sealed record TiffFile(GeoGrid Grid, IReadOnlyList<int> Samples, int Bits)
{
    const int Ascii = 2, Short = 3, Long = 4, Double = 12, Long8 = 16;

    /// <summary>Columns of a tile, a multiple of 16; 0 makes strips.</summary>
    public int BlockWidth { get; init; } = 16;
    public int BlockHeight { get; init; } = 16;
    public bool BigEndian { get; init; }
    public bool BigTiff { get; init; }
    public bool Deflate { get; init; } = true;
    public int Predictor { get; init; } = 1;

    /// <summary>What the header says in place of the truth, by tag; no value at all leaves the tag out.</summary>
    public Dictionary<int, double[]> Lies { get; init; } = [];

    /// <summary>GDAL's tags of band 1, as OFFSET and SCALE.</summary>
    public IReadOnlyDictionary<string, string> BandTags { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the next directory is said to be.</summary>
    public long NextDirectory { get; init; }

    /// <summary>Blocks that the block table says are not there: offset and size 0.</summary>
    public IReadOnlyList<int> Absent { get; init; } = [];

    public static TiffFile Of(TestScene scene, string band) => band == "scl"
        ? new(scene.Coarse, [.. scene.Scl.Select(code => (int)code)], 8)
        : new(scene.Grid, [.. (band == "red" ? scene.Red : scene.Nir).Select(dn => (int)dn)], 16);

    public byte[] Bytes() => Write().Bytes;

    /// <summary>The file, and where each of its blocks begins.</summary>
    public (byte[] Bytes, long[] BlockStarts) Write()
    {
        var blocks = Blocks().ToList();
        var dataStart = Directory(new double[blocks.Count], new double[blocks.Count]).Length;
        var starts = blocks.Select((_, i) => (double)(dataStart + blocks.Take(i).Sum(b => b.Length))).ToArray();
        var there = starts.Select((start, i) => Absent.Contains(i) ? 0 : start).ToArray();
        var header = Directory(there, [.. blocks.Select((b, i) => Absent.Contains(i) ? 0.0 : b.Length)]);
        return ([.. header, .. blocks.SelectMany(b => b)], [.. starts.Select(s => (long)s)]);
    }

    byte[] Directory(double[] starts, double[] lengths)
    {
        var offset = BigTiff ? Long8 : Long;
        SortedDictionary<int, (int Type, double[] Values)> entries = new()
        {
            [256] = (Long, [Grid.Width]), [257] = (Long, [Grid.Height]), [258] = (Short, [Bits]), [259] = (Short, [Deflate ? 8 : 1]),
                [262] = (Short, [1]),
            [277] = (Short, [1]), [317] = (Short, [Predictor]), [339] = (Short, [1]),
            [33550] = (Double, [Grid.PixelSize, Grid.PixelSize, 0]), [33922] = (Double, [0, 0, 0, Grid.OriginX, Grid.OriginY, 0]),
            [34735] = (Short, [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, Grid.Epsg]),
        };
        if (BlockWidth == 0) (entries[273], entries[278], entries[279]) = ((offset, starts), (Long, [BlockHeight]), (offset, lengths));
        else (entries[322], entries[323], entries[324], entries[325]) =
            ((Long, [BlockWidth]), (Long, [BlockHeight]), (offset, starts), (offset, lengths));
        if (BandTags.Count > 0) entries[42112] = (Ascii, [.. GdalMetadata().Select(letter => (double)letter), 0]);
        foreach (var (tag, values) in Lies) entries[tag] = (entries.GetValueOrDefault(tag, (Double, [])).Item1, values);
        foreach (var tag in Lies.Keys.Where(tag => Lies[tag].Length == 0)) entries.Remove(tag);
        return Layout(entries);
    }

    string GdalMetadata()
    {
        var items = BandTags.Select(t => $"<Item name=\"{t.Key}\" sample=\"0\" role=\"{t.Key.ToLowerInvariant()}\">{t.Value}</Item>");
        return $"<GDALMetadata>{string.Concat(items)}</GDALMetadata>";
    }

    byte[] Layout(SortedDictionary<int, (int Type, double[] Values)> entries)
    {
        var (count, word) = BigTiff ? (8, 8) : (2, 4);
        List<byte> head = [.. BigEndian ? "MM"u8 : "II"u8], behind = [];
        if (BigTiff) head.AddRange([.. Number(43, 2), .. Number(8, 2), .. Number(0, 2), .. Number(16, 8)]);
        else head.AddRange([.. Number(42, 2), .. Number(8, 4)]);
        var end = head.Count + count + (entries.Count * (4 + (2 * word))) + word;
        head.AddRange(Number(entries.Count, count));
        foreach (var (tag, (type, values)) in entries)
        {
            byte[] bytes = [.. values.SelectMany(value => Value(type, value))];
            head.AddRange([.. Number(tag, 2), .. Number(type, 2), .. Number(values.Length, word)]);
            head.AddRange(bytes.Length <= word ? [.. bytes, .. new byte[word - bytes.Length]] : Number(end + behind.Count, word));
            if (bytes.Length > word) behind.AddRange(bytes);
        }
        return [.. head, .. Number(NextDirectory, word), .. behind];
    }

    IEnumerable<byte[]> Blocks()
    {
        var width = BlockWidth == 0 ? Grid.Width : BlockWidth;
        for (var row = 0; row < Grid.Height; row += BlockHeight)
            for (var column = 0; column < Grid.Width; column += width)
                yield return Packed(Block(column, row, width, BlockWidth == 0 ? Math.Min(BlockHeight, Grid.Height - row) : BlockHeight));
    }

    byte[] Block(int column, int row, int width, int height)
    {
        List<byte> bytes = new(width * height * Bits / 8);
        for (var y = row; y < row + height; y++)
            for (var (x, before) = (column, 0); x < column + width; x++)
            {
                var sample = x < Grid.Width && y < Grid.Height ? Samples[(y * Grid.Width) + x] : 0;
                bytes.AddRange(Number((sample - (Predictor == 2 ? before : 0)) & ((1 << Bits) - 1), Bits / 8));
                before = sample;
            }
        return [.. bytes];
    }

    byte[] Packed(byte[] block)
    {
        if (!Deflate) return block;
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest)) zlib.Write(block);
        return packed.ToArray();
    }

    byte[] Value(int type, double value) => type switch
    {
        Ascii => Number((long)value, 1),
        Short => Number((long)value, 2),
        Double => Number(BitConverter.DoubleToInt64Bits(value), 8),
        Long8 => Number((long)value, 8),
        _ => Number((long)value, 4),
    };

    byte[] Number(long value, int size)
    {
        var bytes = new byte[8];
        if (BigEndian) BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        else BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return BigEndian ? bytes[(8 - size)..] : bytes[..size];
    }
}
