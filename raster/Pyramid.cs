using System.Numerics;

namespace Vegetation.Raster;

/// <summary>One level of a band: height rows of width samples.</summary>
public readonly record struct PyramidLevel<T>(int Width, int Height, ReadOnlyMemory<T> Samples);

/// <summary>
/// A band and its overviews, each half of the one before, until they fit in one block. The threads do not change a sample.
/// </summary>
public sealed class Pyramid<T> where T : unmanaged, INumber<T>
{
    /// <summary>Overviews are means.</summary>
    /// <param name="samples">grid.Height rows of grid.Width samples, which the pyramid keeps as its first level.</param>
    /// <param name="nodata">Left out of the means.</param>
    /// <param name="threads">0 = all cores.</param>
    public Pyramid(GeoGrid grid, ReadOnlyMemory<T> samples, double? nodata, int blockSize, int threads)
    {
        List<PyramidLevel<T>> levels = [new(grid.Width, grid.Height, samples)];
        while (Math.Max(levels[^1].Width, levels[^1].Height) > blockSize) levels.Add(Halve(levels[^1], nodata, threads));
        Levels = levels;
    }

    /// <summary>Overviews are made as the options say.</summary>
    internal static Pyramid<T> Of(GeoGrid grid, ReadOnlyMemory<T> samples, double? nodata, CogOptions options)
    {
        if (options.OverviewResampling == CogOptions.Average) return new(grid, samples, nodata, options.BlockSize, options.Threads);
        var count = 0;
        for (var size = Math.Max(grid.Width, grid.Height); size > options.BlockSize; size = (size + 1) / 2) count++;
        return new(Overviews.Of<T>(new(grid.Width, grid.Height, samples), options.OverviewResampling, count));
    }

    Pyramid(IReadOnlyList<PyramidLevel<T>> levels) => Levels = levels;

    /// <summary>The full resolution first.</summary>
    public IReadOnlyList<PyramidLevel<T>> Levels { get; }

    static PyramidLevel<T> Halve(PyramidLevel<T> level, double? nodata, int threads)
    {
        var (width, height) = ((level.Width + 1) / 2, (level.Height + 1) / 2);
        var half = GC.AllocateUninitializedArray<T>(width * height);
        Parallel.For(0, height, new ParallelOptions { MaxDegreeOfParallelism = threads == 0 ? -1 : threads }, row =>
        {
            var samples = level.Samples.Span;
            var upper = samples.Slice(2 * row * level.Width, level.Width);
            var lower = (2 * row) + 1 < level.Height ? samples.Slice(((2 * row) + 1) * level.Width, level.Width) : default;
            Halving.Row(upper, lower, half.AsSpan(row * width, width), nodata);
        });
        return new(width, height, half);
    }
}
