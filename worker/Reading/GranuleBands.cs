using Vegetation.Worker.Contract;

namespace Vegetation.Worker.Reading;

/// <summary>The bands of a granule, decoded side by side, a window at a time: each block of each band once.</summary>
internal sealed class GranuleBands(
    IReadOnlyList<BandView> views, WorkingGrid grid, ClassMap classes, int threads, CancellationToken cancellationToken)
{
    int emptyBlocks;

    /// <summary>Blocks of nothing but zeros where the classification saw every pixel, in the last reading.</summary>
    public int EmptyBlocks => emptyBlocks;

    /// <param name="begin">What a thread has of its own.</param>
    /// <param name="take">Gets each window with all bands in the order of the views; they come in any order.</param>
    /// <param name="end">Called once a thread, never at the same time.</param>
    /// <exception cref="UnitFailure">failed(missing-block): a block is absent where the satellite saw something.</exception>
    /// <exception cref="RasterException">a block does not decode.</exception>
    public void Read<TOwn>(Func<TOwn> begin, Action<PixelWindow, IReadOnlyList<DecodedBand>, TOwn> take, Action<TOwn> end)
    {
        emptyBlocks = 0;
        var windows = Windows();
        var gate = new Lock();
        Parallels.ForEach(threads, cancellationToken, windows,
            () => (Bands: views.Select(view => new DecodedBand(view, windows[0])).ToList(), Own: begin()),
            (window, mine) =>
            {
                foreach (var band in mine.Bands)
                {
                    band.Decode(window);
                    Interlocked.Add(ref emptyBlocks, band.CheckBlocks(classes));
                }
                take(window, mine.Bands, mine.Own);
            },
            mine =>
            {
                mine.Bands.ForEach(band => band.Dispose());
                lock (gate) end(mine.Own);
            });
    }

    /// <summary>As large as the largest block of a band is on the grid: blocks of powers of two then are decoded once.</summary>
    IReadOnlyList<PixelWindow> Windows()
    {
        var (width, height) = (1, 1);
        foreach (var view in views)
        {
            using var band = view.Open();
            (width, height) = (Math.Max(width, band.BlockWidth * view.Ratio), Math.Max(height, band.BlockHeight * view.Ratio));
        }
        return PixelWindow.Of(grid.Pixels, width, height);
    }
}
