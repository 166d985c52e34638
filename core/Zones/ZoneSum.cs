using Vegetation.Core.Indices;

namespace Vegetation.Core.Zones;

/// <summary>
/// What pixels add to a zone: those whose centres lie in it and that their tile owns. The figures are those of
/// <see cref="Sums.CellSum"/>. Whole numbers, so that sums do not depend on their order.
/// </summary>
public sealed class ZoneSum
{
    /// <summary>Pixels in the zone, observed or not; of coarse resolutions, as all counts, pixels of the classification.</summary>
    public long Pixels;

    /// <summary>Pixels observed (not nodata).</summary>
    public long Observed;

    /// <summary>Observed pixels that the mask keeps and that have a value, water among them.</summary>
    public long Clear;

    /// <summary>Clear pixels of land: all but those of the SCL class water.</summary>
    public long Valid;

    /// <summary>Sum of the index x 10000 over the valid pixels, and of its squares.</summary>
    public long Sum, SumSquares;

    /// <summary>The smallest and largest index x 10000 of the valid pixels; meaningless without any.</summary>
    public int Minimum = int.MaxValue, Maximum = int.MinValue;

    /// <summary>Of the valid pixels.</summary>
    public ZoneHistogram Histogram { get; } = new();

    public void Add(ZoneSum other)
    {
        Pixels += other.Pixels;
        Observed += other.Observed;
        Clear += other.Clear;
        Valid += other.Valid;
        Sum += other.Sum;
        SumSquares += other.SumSquares;
        (Minimum, Maximum) = (Math.Min(Minimum, other.Minimum), Math.Max(Maximum, other.Maximum));
        Histogram.Add(other.Histogram);
    }

    /// <summary>Whether pixels can have these sums; see <see cref="Sums.CellSum.IsPossible"/>.</summary>
    public bool IsPossible(SpectralIndex index) =>
        Valid >= 0 && Valid <= Clear && Clear <= Observed && Observed <= Pixels && Pixels <= long.MaxValue / index.LargestSquare
        && SumSquares >= 0 && SumSquares <= Valid * index.LargestSquare && (Int128)Sum * Sum <= (Int128)Valid * SumSquares
        && (Valid == 0 ? Sum == 0 && Histogram.Counts.IsEmpty : HasRange(index));

    bool HasRange(SpectralIndex index)
    {
        var bins = Histogram.Bins().ToList();
        return Minimum >= index.Min && Maximum <= index.Max && bins.Count > 0 && bins.TrueForAll(bin => bin.Count > 0 && bin.Count <= Valid)
            && bins[0].Bin == ZoneHistogram.BinOf(Minimum) && bins[^1].Bin == ZoneHistogram.BinOf(Maximum)
            && bins.Sum(bin => bin.Count) == Valid
            && (Int128)Minimum * Valid <= Sum && Sum <= (Int128)Maximum * Valid;
    }
}
