using System.Buffers.Binary;

namespace Vegetation.Raster;

/// <summary>
/// A directory of a classic little-endian TIFF (TIFF 6.0, section 2): of each tag where its entry lies, and its numbers. Files from outside
/// may say anything: what does not lie in the bytes at hand does not exist.
/// </summary>
internal sealed class TiffDirectory
{
    public const ushort SubfileType = 254, Width = 256, Height = 257, BitsPerSample = 258, Compression = 259, FillOrder = 266,
        SamplesPerPixel = 277, Planes = 284, BlockPredictor = 317, BlockWidth = 322, BlockHeight = 323, BlockOffsets = 324,
        BlockSizes = 325, GeoKeyDirectory = 34735, GeoAsciiParams = 34737;

    /// <summary>Id, type and count come before the value, or where it lies.</summary>
    public const int TypeAt = 2, CountAt = 4, ValueAt = 8, EntryBytes = 12;

    public const ushort Short = 3, Long = 4;

    /// <summary>Of <see cref="Planes"/>: each band has blocks of its own.</summary>
    public const int Separate = 2;
    const int MostDirectories = 64;

    readonly Dictionary<ushort, int> entries = [];
    readonly int end;

    TiffDirectory(ReadOnlySpan<byte> file, int start, int count)
    {
        end = start + (count * EntryBytes) + sizeof(uint);
        for (var i = 0; i < count; i++)
        {
            var at = start + (i * EntryBytes);
            entries.TryAdd(BinaryPrimitives.ReadUInt16LittleEndian(file[at..]), at);
        }
    }

    /// <summary>All directories, in the file's order: none where it is no such TIFF, and those that are whole where it is cut.</summary>
    public static IReadOnlyList<TiffDirectory> All(ReadOnlySpan<byte> file)
    {
        List<TiffDirectory> all = [];
        if (!file.StartsWith("II*\0"u8) || file.Length < 8) return all;
        for (var at = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]); at != 0 && all.Count < MostDirectories;)
        {
            if (at > file.Length - 2) return all;
            var (start, count) = ((int)at + 2, BinaryPrimitives.ReadUInt16LittleEndian(file[(int)at..]));
            if ((count * EntryBytes) + sizeof(uint) > file.Length - start) return all;
            all.Add(new(file, start, count));
            at = BinaryPrimitives.ReadUInt32LittleEndian(file[(start + (count * EntryBytes))..]);
        }
        return all;
    }

    /// <summary>Behind the last value of all directories; 0 where there is none.</summary>
    public static long EndOfAll(ReadOnlySpan<byte> file)
    {
        long end = 0;
        foreach (var directory in All(file))
        {
            end = Math.Max(end, directory.end);
            foreach (var entry in directory.entries.Values)
            {
                var (start, length) = ValueOf(file, entry);
                end = Math.Max(end, start + length);
            }
        }
        return end;
    }

    /// <summary>Where the value of an entry lies, in the entry itself where it fits; maybe beyond the file.</summary>
    static (long Start, long Length) ValueOf(ReadOnlySpan<byte> file, int entry)
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(file[(entry + CountAt)..])
            * (long)BytesOf(BinaryPrimitives.ReadUInt16LittleEndian(file[(entry + TypeAt)..]));
        var at = entry + ValueAt;
        return (length <= sizeof(uint) ? at : BinaryPrimitives.ReadUInt32LittleEndian(file[at..]), length);
    }

    static int BytesOf(ushort type) => type switch { Short or 8 => 2, Long or 9 or 11 => 4, 5 or 10 or 12 => 8, _ => 1 };

    /// <summary>Where the entry of a tag begins; null where there is none.</summary>
    public int? EntryOf(ushort tag) => entries.TryGetValue(tag, out var at) ? at : null;

    /// <summary>The bytes of a tag's value, none where there is no such tag; false where they do not lie in the file.</summary>
    public bool TryValue(ReadOnlySpan<byte> file, ushort tag, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (EntryOf(tag) is not { } entry) return true;
        var (start, length) = ValueOf(file, entry);
        if (start + length > file.Length) return false;
        value = file.Slice((int)start, (int)length);
        return true;
    }

    public Predictor PredictorIn(ReadOnlySpan<byte> file) => (Predictor)(NumberOf(file, BlockPredictor) ?? (long)Predictor.None);

    /// <summary>The only number of a tag; null where it has another count or is no whole number.</summary>
    public long? NumberOf(ReadOnlySpan<byte> file, ushort tag)
    {
        if (EntryOf(tag) is not { } at || BinaryPrimitives.ReadUInt32LittleEndian(file[(at + CountAt)..]) != 1) return null;
        return BinaryPrimitives.ReadUInt16LittleEndian(file[(at + TypeAt)..]) switch
        {
            Short => BinaryPrimitives.ReadUInt16LittleEndian(file[(at + ValueAt)..]),
            Long => BinaryPrimitives.ReadUInt32LittleEndian(file[(at + ValueAt)..]),
            _ => null,
        };
    }
}
