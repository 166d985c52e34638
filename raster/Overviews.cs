using System.Numerics;

namespace Vegetation.Raster;

/// <summary>
/// Overviews of a dataset in memory. The COG driver takes them as they are; by itself it would make them on one thread, compress them to a
/// temporary file and read them back.
/// </summary>
internal static unsafe class Overviews
{
    const int Read = 0, Write = 1;

    /// <summary>Those of bands, made already.</summary>
    public static void Add<T>(DatasetHandle dataset, IReadOnlyList<Pyramid<T>> bands, string path) where T : unmanaged, INumber<T>
    {
        using var errors = new ErrorTrap("write", path);
        Build(dataset, "NONE", bands[0].Levels.Count - 1, errors);
        for (var band = 0; band < bands.Count; band++)
            for (var level = 1; level < bands[band].Levels.Count; level++)
                fixed (T* samples = bands[band].Levels[level].Samples.Span)
                    Move(dataset, band, level, bands[band].Levels[level], samples, Write, errors);
    }

    /// <summary>A band and its overviews by the library's own rule, as MODE or NEAREST.</summary>
    public static IReadOnlyList<PyramidLevel<T>> Of<T>(PyramidLevel<T> full, string rule, int count) where T : unmanaged
    {
        using var errors = new ErrorTrap("write", "memory");
        using var dataset = new MemoryDataset(full.Width, full.Height);
        dataset.Add(full.Samples);
        Build(dataset.Handle, rule, count, errors);
        List<PyramidLevel<T>> levels = [full];
        while (levels.Count <= count)
        {
            var (width, height) = ((levels[^1].Width + 1) / 2, (levels[^1].Height + 1) / 2);
            var half = GC.AllocateUninitializedArray<T>(width * height);
            levels.Add(new(width, height, half));
            fixed (T* samples = half) Move(dataset.Handle, 0, levels.Count - 1, levels[^1], samples, Read, errors);
        }
        return levels;
    }

    static void Build(DatasetHandle dataset, string resampling, int count, ErrorTrap errors)
    {
        if (count == 0) return;
        fixed (int* factors = Enumerable.Range(1, count).Select(level => 1 << level).ToArray())
            errors.Check(Gdal.GDALBuildOverviews(dataset, resampling, count, factors, 0, null, 0, 0));
    }

    /// <summary>Copies a level to the dataset, or from it.</summary>
    static void Move<T>(DatasetHandle dataset, int band, int level, PyramidLevel<T> of, T* samples, int direction, ErrorTrap errors)
        where T : unmanaged
    {
        var overview = Gdal.GDALGetOverview(Gdal.GDALGetRasterBand(dataset, band + 1), level - 1);
        errors.Check(Gdal.GDALRasterIO(
            overview, direction, 0, 0, of.Width, of.Height, samples, of.Width, of.Height, (int)SampleTypes.Of<T>(), 0, 0));
    }
}
