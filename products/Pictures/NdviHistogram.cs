using Vegetation.Core.Indices;
using Vegetation.Products.Maps;

namespace Vegetation.Products.Pictures;

/// <summary>How much of the clear land has which NDVI; each cell counts with its mean.</summary>
/// <param name="Bins">Square kilometres of NDVI from <see cref="First"/> on, <see cref="BinWidth"/> each; the first bin includes everything
/// below it.</param>
/// <param name="Mean">Over the area.</param>
/// <param name="Median">Half of the area has less; interpolated within its bin.</param>
sealed record NdviHistogram(IReadOnlyList<double> Bins, double Mean, double Median)
{
    public const double First = -0.4, Last = 1, BinWidth = 0.02;

    public double Area => Bins.Sum();

    public static NdviHistogram Of(WorldMap map)
    {
        var bins = new double[(int)Math.Round((Last - First) / BinWidth)];
        var (frame, sum) = (map.Frame, 0.0);
        for (var row = 0; row < frame.Rows; row++)
        {
            var cell = SeenArea.OfCell(frame, row);
            for (var i = row * frame.Columns; i < (row + 1) * frame.Columns; i++)
            {
                if (map.Mean[i] == WorldMap.Nodata) continue;
                var area = SeenArea.OfShare(map.ValidShare[i], cell);
                bins[Bin(map.Mean[i], bins.Length)] += area;
                sum += area * map.Mean[i] * SpectralIndex.Scale;
            }
        }
        return new NdviHistogram(bins, sum / bins.Sum(), Half(bins));
    }

    static int Bin(int scaled, int bins) =>
        Math.Clamp((int)Math.Floor((scaled - First / SpectralIndex.Scale) / (BinWidth / SpectralIndex.Scale) + 1e-9), 0, bins - 1);

    static double Half(double[] bins)
    {
        var left = bins.Sum() / 2;
        for (var i = 0; i < bins.Length; left -= bins[i++])
            if (bins[i] > 0 && bins[i] >= left) return First + (i + left / bins[i]) * BinWidth;
        return double.NaN;
    }
}
