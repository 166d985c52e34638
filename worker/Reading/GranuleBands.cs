using Vegetation.Worker.Contract;
using Vegetation.Worker.Fetching;

namespace Vegetation.Worker.Reading;

/// <summary>
/// The bands of a granule, decoded side by side, a window at a time: each block of each band once. What is decoded gives its memory back,
/// 0.4 GB of a scene at 10 m; to read them once more fetches them again.
/// </summary>
/// <param name="roles">Of the bands, in the order in which they are given.</param>
internal sealed class GranuleBands(
    SceneFiles files, IReadOnlyList<BandRole> roles, WorkingGrid grid, ClassMap classes, int threads, CancellationToken cancellationToken)
{
    int emptyBlocks;
    bool isSpent;

    /// <summary>Blocks of nothing but zeros where the classification saw every pixel, in the last reading.</summary>
    public int EmptyBlocks => emptyBlocks;

    /// <param name="begin">What a thread has of its own.</param>
    /// <param name="take">Gets each window with all bands in the order of the views; they come in any order.</param>
    /// <param name="end">Called once a thread, never at the same time.</param>
    /// <exception cref="UnitFailure">
    /// failed(missing-block): a block is absent where the satellite saw something; or why the files cannot be fetched again.
    /// </exception>
    /// <exception cref="RasterException">a block does not decode.</exception>
    public void Read<TOwn>(Func<TOwn> begin, Action<PixelWindow, IReadOnlyList<DecodedBand>, TOwn> take, Action<TOwn> end)
    {
        using var again = isSpent ? files.Again().GetAwaiter().GetResult() : null;
        isSpent = true;
        emptyBlocks = 0;
        var views = roles.Select(role => BandView.Of(again ?? files, role)).ToList();
        var windows = Windows(views);
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
                mine.Bands.ForEach(band => band.ReleaseBlocks());
            },
            mine =>
            {
                mine.Bands.ForEach(band => band.Dispose());
                lock (gate) end(mine.Own);
            });
    }

    /// <summary>As large as the largest block of a band is on the grid: blocks of powers of two then are decoded once.</summary>
    IReadOnlyList<PixelWindow> Windows(IReadOnlyList<BandView> views)
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
