namespace Vegetation.Core.Zones;

/// <summary>
/// The zones that hold pixels of a tile, ascending: each [number, pixels, observed, clear, valid, sum, sumSquares], and with valid pixels
/// also minimum, maximum and the histogram's bins that are not 0, as bin, count, bin, count ...
/// </summary>
public sealed record ZonesDocument(IReadOnlyList<long[]> Zones)
{
    const int Figures = 7, FiguresOfValid = 9;

    /// <param name="sums">By the zones' numbers.</param>
    public static ZonesDocument From(IEnumerable<KeyValuePair<int, ZoneSum>> sums) =>
        new([.. sums.Where(sum => sum.Value.Pixels > 0).OrderBy(sum => sum.Key).Select(sum => Row(sum.Key, sum.Value))]);

    public static long[] Row(int number, ZoneSum sum)
    {
        long[] row = [number, sum.Pixels, sum.Observed, sum.Clear, sum.Valid, sum.Sum, sum.SumSquares];
        return sum.Valid == 0 ? row
            : [.. row, sum.Minimum, sum.Maximum, .. sum.Histogram.Bins().SelectMany(bin => new[] { bin.Bin, bin.Count })];
    }

    /// <returns>Null where the row has no such form; whether its sums are possible is <see cref="ZoneSum.IsPossible"/>.</returns>
    public static (long Number, ZoneSum Sum)? Read(ReadOnlySpan<long> row)
    {
        if (row.Length != Figures && (row.Length <= FiguresOfValid || row.Length % 2 == 0)) return null;
        var sum = new ZoneSum
            { Pixels = row[1], Observed = row[2], Clear = row[3], Valid = row[4], Sum = row[5], SumSquares = row[6] };
        if (row.Length == Figures) return (row[0], sum);
        if (!IsStored(row[Figures]) || !IsStored(row[Figures + 1])) return null;
        (sum.Minimum, sum.Maximum) = ((int)row[Figures], (int)row[Figures + 1]);
        for (var i = FiguresOfValid; i < row.Length; i += 2)
        {
            if (!IsStored(row[i])) return null; // bins are fewer than values: this bounds the room for them
            sum.Histogram.Add((int)row[i], row[i + 1]);
        }
        return (row[0], sum);
    }

    static bool IsStored(long value) => value is >= short.MinValue and <= short.MaxValue;
}
