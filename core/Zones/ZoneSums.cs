using Vegetation.Core.Indices;

namespace Vegetation.Core.Zones;

/// <summary>
/// The sums of all zones of a run, of one index, over many tiles. The same sums give the same bytes, whatever their order.
/// </summary>
/// <param name="count">How many zones there are.</param>
public sealed class ZoneSums(int count, SpectralIndex index)
{
    const uint Signature = 0x316e6f7a; // "zon1"
    const int LongestRow = 1000; // all bins of an index, and more

    readonly ZoneSum?[] sums = new ZoneSum?[count];

    public SpectralIndex Index => index;

    /// <summary>Null where no pixel of the run lies in the zone.</summary>
    public ZoneSum? Of(int number) => sums[number];

    /// <param name="name">What is added, for errors.</param>
    /// <exception cref="InvalidDataException">As <see cref="Require(ZonesDocument, string)"/>; nothing is added then.</exception>
    public void Add(ZonesDocument document, string name)
    {
        foreach (var (number, sum) in Require(document, name)) Add(number, sum, name);
    }

    /// <returns>The sums by the zones' numbers.</returns>
    /// <exception cref="InvalidDataException">A zone is not one of the run, comes twice, or is malformed or impossible.</exception>
    public IReadOnlyList<(int Number, ZoneSum Sum)> Require(ZonesDocument document, string name)
    {
        if (document.Zones is null) throw new InvalidDataException($"{name} holds no zones"); // JSON without the field
        List<(int Number, ZoneSum Sum)> read = [.. document.Zones.Select(row => Require(row, name))];
        foreach (var (zone, next) in read.Zip(read.Skip(1)))
            if (zone.Number >= next.Number)
                throw new InvalidDataException($"{name} has zone {next.Number} after {zone.Number}; expected them ascending");
        return read;
    }

    /// <summary>
    /// Writes all sums: four bytes that say what it is, then as 7-bit groups, low ones first, the number of zones, of rows, and for each
    /// row its length and its numbers, as <see cref="ZonesDocument"/> has them.
    /// </summary>
    public void WriteTo(Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Signature);
        writer.Write7BitEncodedInt(count);
        writer.Write7BitEncodedInt(sums.Count(sum => sum is not null));
        for (var number = 0; number < count; number++)
        {
            if (sums[number] is not { } sum) continue;
            var row = ZonesDocument.Row(number, sum);
            writer.Write7BitEncodedInt(row.Length);
            foreach (var figure in row) writer.Write7BitEncodedInt64(figure);
        }
    }

    /// <summary>Adds what <see cref="WriteTo"/> wrote.</summary>
    /// <param name="name">What is read, for errors.</param>
    /// <exception cref="InvalidDataException">It is cut short, goes on, is something else, or cannot be added.</exception>
    public void Read(Stream stream, string name)
    {
        using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        try
        {
            if (reader.ReadUInt32() != Signature) throw new FormatException("it does not begin as they do");
            if (reader.Read7BitEncodedInt() is var other && other != count)
                throw new FormatException($"got {other} zones; expected {count}");
            var rows = reader.Read7BitEncodedInt();
            for (var i = 0; i < rows; i++)
            {
                var (number, sum) = Require(Row(reader), name);
                Add(number, sum, name);
            }
            if (rows < 0 || stream.ReadByte() >= 0) throw new FormatException($"it goes on after {rows} zones");
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException)
        {
            throw new InvalidDataException($"{name} does not hold zone sums: {e.Message}", e);
        }
    }

    static long[] Row(BinaryReader reader)
    {
        var length = reader.Read7BitEncodedInt();
        if (length is < 0 or > LongestRow) throw new FormatException($"a zone has {length} numbers; expected at most {LongestRow}");
        var row = new long[length];
        for (var i = 0; i < length; i++) row[i] = reader.Read7BitEncodedInt64();
        return row;
    }

    (int Number, ZoneSum Sum) Require(long[]? row, string name)
    {
        if (ZonesDocument.Read(row) is not { } read)
            throw new InvalidDataException($"{name} has a zone of {row?.Length ?? 0} numbers; expected 7, or 9 and pairs of bin and count");
        if (read.Number < 0 || read.Number >= count)
            throw new InvalidDataException($"{name} has a zone {read.Number}; expected 0 to {count - 1}");
        var sum = read.Sum;
        return sum.IsPossible(index) ? ((int)read.Number, sum) : throw Impossible((int)read.Number, sum, name);
    }

    void Add(int number, ZoneSum sum, string name)
    {
        if (sums[number] is not { } known)
        {
            sums[number] = sum;
            return;
        }
        known.Add(sum);
        if (!known.IsPossible(index)) throw Impossible(number, known, name);
    }

    static InvalidDataException Impossible(int number, ZoneSum sum, string name) => new(
        $"{name} has sums in zone {number} that no pixels can have: {sum.Valid} valid of {sum.Clear} clear of {sum.Observed} observed of "
        + $"{sum.Pixels}, sum {sum.Sum}, squares {sum.SumSquares}");
}
