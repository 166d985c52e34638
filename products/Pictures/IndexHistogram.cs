using Vegetation.Core.Indices;
using Vegetation.Products.Maps;

namespace Vegetation.Products.Pictures;

/// <summary>How much of the clear land has which value of an index; each cell counts with its mean.</summary>
/// <param name="Values">Along the bins.</param>
/// <param name="Bins">
/// Square kilometres, <see cref="ValueRange.Step"/> each.
/// </param>
/// <param name="Mean">Over the area.</param>
/// <param name="Median">Half of the area has less; interpolated within its bin.</param>
sealed record IndexHistogram(MappedIndex Mapped, ValueRange Values, IReadOnlyList<double> Bins, double Mean, double Median)
{
    public double Area => Bins.Sum();

    public static IndexHistogram Of(WorldMap map)
    {
        var values = RangeOf(map);
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
        return new(map.Mapped, values, bins, sum / bins.Sum(), Half(bins, values.First));
    }

    /// <summary>That of the cells with a mean.</summary>
    static ValueRange RangeOf(WorldMap map)
    {
        var means = map.Mean.Where(mean => mean != WorldMap.Nodata);
        return ValueRange.Around(means.Min() * SpectralIndex.Scale, means.Max() * SpectralIndex.Scale);
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
