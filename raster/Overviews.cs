using System.Numerics;
using System.Runtime.CompilerServices;

namespace Vegetation.Raster;

/// <summary>
/// Gives a dataset in memory its overviews, each half of the one before, until they fit in one block. The COG driver takes them as they are;
/// by itself it would make them on one thread, compress them to a temporary file and read them back.
/// </summary>
internal static unsafe class Overviews
{
    public static void Add<T>(DatasetHandle dataset, GeoGrid grid, IReadOnlyList<ReadOnlyMemory<T>> bands, double? nodata, CogOptions options, string path)
        where T : unmanaged, INumber<T>
    {
        List<int> factors = [];
        for (var factor = 2; Math.Max(grid.Width, grid.Height) > options.BlockSize * factor / 2; factor *= 2) factors.Add(factor);
        if (factors.Count == 0) return;
        var averages = options.OverviewResampling == "AVERAGE";
        using var errors = new ErrorTrap("write", path);
        fixed (int* levels = factors.ToArray())
            errors.Check(Gdal.GDALBuildOverviews(dataset, averages ? "NONE" : options.OverviewResampling, factors.Count, levels, 0, null, 0, 0));
        if (!averages) return;
        for (var band = 0; band < bands.Count; band++) Fill(Gdal.GDALGetRasterBand(dataset, band + 1), grid, bands[band], factors.Count, nodata, options, errors);
    }

    static void Fill<T>(nint band, GeoGrid grid, ReadOnlyMemory<T> pixels, int levels, double? nodata, CogOptions options, ErrorTrap errors)
        where T : unmanaged, INumber<T>
    {
        var (width, height) = (grid.Width, grid.Height);
        for (var level = 0; level < levels; level++)
        {
            pixels = Halve(pixels, width, height, nodata, options);
            (width, height) = ((width + 1) / 2, (height + 1) / 2);
            fixed (T* first = pixels.Span)
                errors.Check(Gdal.GDALRasterIO(Gdal.GDALGetOverview(band, level), 1, 0, 0, width, height, first, width, height, (int)SampleTypes.Of<T>(), 0, 0));
        }
    }

    /// <summary>Means of the valid samples of 2 x 2, whole numbers rounded half away from zero; nodata where none is valid.</summary>
    static T[] Halve<T>(ReadOnlyMemory<T> pixels, int width, int height, double? nodata, CogOptions options) where T : unmanaged, INumber<T>
    {
        var (halfWidth, halfHeight) = ((width + 1) / 2, (height + 1) / 2);
        var half = GC.AllocateUninitializedArray<T>(halfWidth * halfHeight);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads == 0 ? -1 : options.Threads };
        Parallel.For(0, halfHeight, parallel, row =>
        {
            var upper = pixels.Span.Slice(2 * row * width, width);
            var lower = (2 * row) + 1 < height ? pixels.Span.Slice(((2 * row) + 1) * width, width) : default;
            HalveRow(upper, lower, half.AsSpan(row * halfWidth, halfWidth), nodata);
        });
        return half;
    }

    static void HalveRow<T>(ReadOnlySpan<T> upper, ReadOnlySpan<T> lower, Span<T> half, double? nodata) where T : unmanaged, INumber<T>
    {
        var hasNodata = nodata is not null && !double.IsNaN(nodata.Value);
        var empty = nodata is null ? T.Zero : T.CreateSaturating(nodata.Value);
        for (var column = 0; column < half.Length; column++)
        {
            var (sum, count) = (0.0, 0);
            Take(upper, 2 * column);
            Take(upper, (2 * column) + 1);
            Take(lower, 2 * column);
            Take(lower, (2 * column) + 1);
            half[column] = count == 0 ? empty : Mean<T>(sum, count);

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            void Take(ReadOnlySpan<T> row, int at)
            {
                if (at >= row.Length || (hasNodata && row[at] == empty) || T.IsNaN(row[at])) return;
                sum += double.CreateTruncating(row[at]);
                count++;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static T Mean<T>(double sum, int count) where T : unmanaged, INumber<T>
    {
        var mean = sum / count;
        return typeof(T) == typeof(float) ? T.CreateTruncating(mean) : T.CreateTruncating(mean < 0 ? mean - 0.5 : mean + 0.5);
    }
}
