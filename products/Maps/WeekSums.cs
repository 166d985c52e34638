using Vegetation.Core.Indices;
using Vegetation.Core.Sums;
using Vegetation.Products.Ledger;

namespace Vegetation.Products.Maps;

/// <summary>What two maps on one grid have in common, row by row: the sums behind a <see cref="WeekComparison"/>.</summary>
sealed class WeekSums(MapFrame frame)
{
    double area, mean, meanBefore;
    Share clear, clearBefore;

    /// <param name="validShares">Of the later map, x 10000: a cell weighs as much as its clear land now, in both means.</param>
    /// <param name="clearShares">Bands of clear shares of the same row, x 10000, as <paramref name="clearSharesBefore"/>.</param>
    public void Add(
        int row, ReadOnlySpan<int> means, ReadOnlySpan<int> meansBefore, ReadOnlySpan<int> validShares, ReadOnlySpan<int> clearShares,
        ReadOnlySpan<int> clearSharesBefore)
    {
        var cell = SeenArea.OfCell(frame, row);
        for (var column = 0; column < frame.Columns; column++)
        {
            clear.Add(clearShares[column], cell);
            clearBefore.Add(clearSharesBefore[column], cell);
            if (means[column] == WorldMap.Nodata || meansBefore[column] == WorldMap.Nodata) continue;
            var land = SeenArea.OfShare(Math.Max(validShares[column], 1), cell); // a share that rounds to none has a mean all the same
            area += land;
            mean += land * means[column];
            meanBefore += land * meansBefore[column];
        }
    }

    public WeekComparison Compared => new(
        (long)Math.Round(area), Round(mean / area * SpectralIndex.Scale), Round(meanBefore / area * SpectralIndex.Scale),
        clear.Mean, clearBefore.Mean);

    static double Round(double value) => Math.Round(value, 4);

    struct Share
    {
        double area, sum;

        public readonly double Mean => area == 0 ? 0 : Round(sum / area * WorldMap.ShareScale);

        public void Add(int share, double cell)
        {
            if (share == WorldMap.Nodata) return;
            area += cell;
            sum += cell * share;
        }
    }
}
