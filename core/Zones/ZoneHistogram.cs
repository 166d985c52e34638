using Vegetation.Core.Indices;

namespace Vegetation.Core.Zones;

/// <summary>Counts of values of an index x 10000 in bins of 0.01: bin n holds n / 100 up to, but not, (n + 1) / 100.</summary>
public sealed class ZoneHistogram
{
    /// <summary>Stored values in a bin.</summary>
    public const int BinWidth = SpectralIndex.One / 100;

    const int Offset = 200; // bins below 0, so that whole division rounds down for every int16 from nodata on

    long[] counts = [];

    /// <summary>The bin of the first count.</summary>
    public int First { get; private set; }

    public ReadOnlySpan<long> Counts => counts;

    public static int BinOf(int value) => ((value + (Offset * BinWidth)) / BinWidth) - Offset;

    /// <summary>Room for all values of an index: bin n is at n - <see cref="First"/>.</summary>
    public long[] RoomFor(SpectralIndex index)
    {
        Reserve(BinOf(index.Min), BinOf(index.Max));
        return counts;
    }

    public void Add(int bin, long count)
    {
        Reserve(bin, bin);
        counts[bin - First] += count;
    }

    public void Add(ZoneHistogram other)
    {
        foreach (var (bin, count) in other.Bins()) Add(bin, count);
    }

    /// <summary>Those that are not 0, ascending.</summary>
    public IEnumerable<(int Bin, long Count)> Bins()
    {
        for (var i = 0; i < counts.Length; i++)
            if (counts[i] != 0) yield return (First + i, counts[i]);
    }

    void Reserve(int from, int to)
    {
        var (first, last) = counts.Length == 0 ? (from, to) : (Math.Min(First, from), Math.Max(First + counts.Length - 1, to));
        if (counts.Length == last - first + 1) return;
        var wider = new long[last - first + 1];
        counts.CopyTo(wider, counts.Length == 0 ? 0 : First - first);
        (First, counts) = (first, wider);
    }
}
