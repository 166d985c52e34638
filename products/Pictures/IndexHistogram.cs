using Vegetation.Core.Indices;
using Vegetation.Products.Maps;

namespace Vegetation.Products.Pictures;

/// <summary>How much of the clear land has which value of an index; each cell counts with its mean.</summary>
/// <param name="Values">Along the bins.</param>
/// <param name="Bins">
/// Square kilometres, <see cref="ValueRange.Step"/> each; the first includes everything below it, the last everything above.
/// </param>
/// <param name="Mean">Over the area.</param>
/// <param name="Median">Half of the area has less; interpolated within its bin.</param>
sealed record IndexHistogram(MappedIndex Mapped, ValueRange Values, IReadOnlyList<double> Bins, double Mean, double Median)
{
    const double Rare = 0.001;

    public double Area => Bins.Sum();

    /// <summary>Whether the first bin includes values below it, as <see cref="HasAbove"/> the last above.</summary>
    public bool HasBelow { get; init; }
    public bool HasAbove { get; init; }

    public static IndexHistogram Of(WorldMap map)
    {
        var (values, hasBelow, hasAbove) = RangeOf(map);
        var bins = new double[(int)Math.Round((values.Last - values.First) / ValueRange.Step)];
        var (frame, sum) = (map.Frame, 0.0);
        for (var row = 0; row < frame.Rows; row++)
        {
            var cell = SeenArea.OfCell(frame, row);
            for (var i = row * frame.Columns; i < (row + 1) * frame.Columns; i++)
            {
                if (map.Mean[i] == WorldMap.Nodata) continue;
                var area = SeenArea.OfShare(map.ValidShare[i], cell);
                bins[Bin(map.Mean[i], values.First, bins.Length)] += area;
                sum += area * map.Mean[i] * SpectralIndex.Scale;
            }
        }
        return new(map.Mapped, values, bins, sum / bins.Sum(), Half(bins, values.First)) { HasBelow = hasBelow, HasAbove = hasAbove };
    }

    /// <summary>Around all cells but the few in a thousand that are rarest, which would leave most of an axis empty.</summary>
    static (ValueRange Values, bool HasBelow, bool HasAbove) RangeOf(WorldMap map)
    {
        var (counts, cells) = (new int[ushort.MaxValue + 1], 0);
        foreach (var mean in map.Mean)
        {
            if (mean == WorldMap.Nodata) continue;
            counts[Math.Clamp(mean - short.MinValue, 0, ushort.MaxValue)]++;
            cells++;
        }
        var rare = (int)(Rare * (cells - 1));
        var values = ValueRange.Around(ValueAt(counts, rare), ValueAt(counts, cells - 1 - rare));
        return (values, ValueAt(counts, 0) < values.First - 1e-9, ValueAt(counts, cells - 1) > values.Last + 1e-9);
    }

    /// <summary>The value of that rank, 0 being the least.</summary>
    static double ValueAt(int[] counts, int rank)
    {
        var place = 0;
        for (long seen = counts[0]; seen <= rank; seen += counts[place]) place++;
        return (place + short.MinValue) * SpectralIndex.Scale;
    }

    static int Bin(int scaled, double first, int bins) => Math.Clamp(
        (int)Math.Floor((scaled - first / SpectralIndex.Scale) / (ValueRange.Step / SpectralIndex.Scale) + 1e-9), 0, bins - 1);

    static double Half(double[] bins, double first)
    {
        var left = bins.Sum() / 2;
        for (var i = 0; i < bins.Length; left -= bins[i++])
            if (bins[i] > 0 && bins[i] >= left) return first + (i + left / bins[i]) * ValueRange.Step;
        return double.NaN;
    }
}
