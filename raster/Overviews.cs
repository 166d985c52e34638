using System.Numerics;

namespace Vegetation.Raster;

/// <summary>
/// Gives a dataset in memory its overviews. The COG driver takes them as they are; by itself it would make them on one thread, compress
/// them to a temporary file and read them back.
/// </summary>
internal static unsafe class Overviews
{
    /// <summary>Means, made already.</summary>
    public static void Add<T>(DatasetHandle dataset, IReadOnlyList<Pyramid<T>> bands, string path) where T : unmanaged, INumber<T>
    {
        using var errors = new ErrorTrap("write", path);
        Build(dataset, "NONE", bands[0].Levels.Count - 1, errors);
        for (var band = 0; band < bands.Count; band++)
            for (var level = 1; level < bands[band].Levels.Count; level++)
                Fill(Gdal.GDALGetOverview(Gdal.GDALGetRasterBand(dataset, band + 1), level - 1), bands[band].Levels[level], errors);
    }

    /// <summary>By the library's own rule, as MODE or NEAREST.</summary>
    public static void Add(DatasetHandle dataset, GeoGrid grid, CogOptions options, string path)
    {
        using var errors = new ErrorTrap("write", path);
        var count = 0;
        for (var size = Math.Max(grid.Width, grid.Height); size > options.BlockSize; size = (size + 1) / 2) count++;
        Build(dataset, options.OverviewResampling, count, errors);
    }

    static void Build(DatasetHandle dataset, string resampling, int count, ErrorTrap errors)
    {
        if (count == 0) return;
        fixed (int* factors = Enumerable.Range(1, count).Select(level => 1 << level).ToArray())
            errors.Check(Gdal.GDALBuildOverviews(dataset, resampling, count, factors, 0, null, 0, 0));
    }

    static void Fill<T>(nint overview, PyramidLevel<T> level, ErrorTrap errors) where T : unmanaged
    {
        fixed (T* first = level.Samples.Span)
            errors.Check(
                Gdal.GDALRasterIO(
                overview, 1, 0, 0, level.Width, level.Height, first, level.Width, level.Height, (int)SampleTypes.Of<T>(), 0, 0));
    }
}
