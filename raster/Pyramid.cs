using System.Numerics;

namespace Vegetation.Raster;

/// <summary>One level of a band: height rows of width samples.</summary>
public readonly record struct PyramidLevel<T>(int Width, int Height, ReadOnlyMemory<T> Samples)
{
    internal ReadOnlySpan<T> Row(int row) => Samples.Span.Slice(row * Width, Width);
}

/// <summary>
/// A band and its overviews, each half of the one before, until they fit in one block. The threads do not change a sample. The overviews
/// are gone once it is disposed of.
/// </summary>
public sealed class Pyramid<T> : IDisposable where T : unmanaged, INumber<T>
{
    readonly List<PyramidLevel<T>> levels;
    readonly List<NativeSamples<T>> overviews = [];

    /// <summary>Overviews are means.</summary>
    /// <param name="samples">grid.Height rows of grid.Width samples, which the pyramid keeps as its first level.</param>
    /// <param name="nodata">Left out of the means.</param>
    /// <param name="threads">0 = all cores.</param>
    public Pyramid(GeoGrid grid, ReadOnlyMemory<T> samples, double? nodata, int blockSize, int threads)
        : this([new(grid.Width, grid.Height, samples)])
    {
        while (IsLargerThan(blockSize))
        {
            var level = levels[^1];
            Add(threads, _ => (row, half) => Halving.Row(
                level.Row(2 * row), (2 * row) + 1 < level.Height ? level.Row((2 * row) + 1) : default, half, nodata));
        }
    }

    Pyramid(IReadOnlyList<PyramidLevel<T>> levels) => this.levels = [.. levels];

    /// <summary>Overviews are made as the options say.</summary>
    internal static Pyramid<T> Of(GeoGrid grid, ReadOnlyMemory<T> samples, double? nodata, CogOptions options)
    {
        if (options.OverviewResampling == CogOptions.Average) return new(grid, samples, nodata, options.BlockSize, options.Threads);
        var full = new PyramidLevel<T>(grid.Width, grid.Height, samples);
        if (options.OverviewResampling == CogOptions.Nearest) return Nearest(full, options.BlockSize, options.Threads);
        var count = 0;
        for (var size = Math.Max(grid.Width, grid.Height); size > options.BlockSize; size = (size + 1) / 2) count++;
        return new(Overviews.Of(full, options.OverviewResampling, count));
    }

    /// <summary>The full resolution first.</summary>
    public IReadOnlyList<PyramidLevel<T>> Levels => levels;

    public void Dispose() => overviews.ForEach(overview => ((IDisposable)overview).Dispose());

    /// <summary>Each overview has samples of the full resolution, those that the library takes.</summary>
    static Pyramid<T> Nearest(PyramidLevel<T> full, int blockSize, int threads)
    {
        var pyramid = new Pyramid<T>([full]);
        while (pyramid.IsLargerThan(blockSize))
            pyramid.Add(threads, size =>
            {
                var (columns, rows) = (Places(size.Width, full.Width), Places(size.Height, full.Height));
                return (row, few) =>
                {
                    var samples = full.Row(rows[row]);
                    for (var i = 0; i < few.Length; i++) few[i] = samples[columns[i]];
                };
            });
        return pyramid;

        static int[] Places(int few, int all) => [.. Enumerable.Range(0, few).Select(i => (int)(0.5 + (i * ((double)all / few))))];
    }

    bool IsLargerThan(int blockSize) => Math.Max(levels[^1].Width, levels[^1].Height) > blockSize;

    /// <param name="rowOf">By the level's size, what sets a row of it.</param>
    void Add(int threads, Func<(int Width, int Height), Action<int, Span<T>>> rowOf)
    {
        var (width, height) = ((levels[^1].Width + 1) / 2, (levels[^1].Height + 1) / 2);
        var (samples, set) = (new NativeSamples<T>(width * height), rowOf((width, height)));
        overviews.Add(samples);
        Parallel.For(0, height, new ParallelOptions { MaxDegreeOfParallelism = threads == 0 ? -1 : threads },
            row => set(row, samples.GetSpan().Slice(row * width, width)));
        levels.Add(new(width, height, samples.Memory));
    }
}
