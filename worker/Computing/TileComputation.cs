using Vegetation.Core.Work;
using Vegetation.Worker.Accumulating;
using Vegetation.Worker.Fetching;
using Vegetation.Worker.Reading;

namespace Vegetation.Worker.Computing;

/// <summary>
/// The one pipeline: classes and mask of all granules, then the bands of each, then sums. One granule is counted while it is computed; of
/// several each is computed, merged and let go, and the whole is counted at the end. Clouds and shadows are dilated over the seams.
/// </summary>
internal sealed class TileComputation(FetchedUnit fetched, WorkingGrid grid, int threads, CancellationToken cancellationToken)
{
    readonly WorkUnit unit = fetched.Unit;
    readonly SpectralIndex index = SpectralIndex.Of(fetched.Unit.Index);
    readonly SceneAccumulator accumulator = new(grid, fetched.Unit);

    /// <param name="values">Room for the working grid.</param>
    /// <exception cref="Contract.UnitFailure">
    /// failed(missing-block): a block is absent where the satellite saw something; invalid(baseline).
    /// </exception>
    /// <exception cref="Raster.RasterException">a block does not decode.</exception>
    public ComputedScene Run(short[] values)
    {
        var exact = unit.Output.DataType == OutputDataType.Float32 ? GC.AllocateUninitializedArray<float>(grid.Count) : [];
        var classes = new GranuleClasses(fetched, grid, threads);
        var (granules, sums) = fetched.Granules is [_]
            ? Single(classes, values, exact)
            : Merged(classes, new Mosaic(grid, values, exact));
        classes.Merged.CountByClass(grid.Pixels, sums.Pixels.ByClass);
        return new(grid, index, values, exact, [.. granules.Select(granule => granule.Offset)], sums.Pixels, sums.Statistics,
            CellsDocument.From(new(unit.CellsPerDegree), sums.Cells),
            [
                .. unit.Granules.Zip(granules).SelectMany(g => Warning.OfOffset(g.First, g.Second.Claims, g.Second.Offset)),
                .. Warning.OfPixels(sums),
            ]);
    }

    (List<GranuleResult>, SceneSums) Single(GranuleClasses classes, short[] values, float[] exact)
    {
        var granule = Compute(0, classes, values, exact, accumulator.Add);
        return ([granule], granule.Sums);
    }

    (List<GranuleResult>, SceneSums) Merged(GranuleClasses classes, Mosaic mosaic)
    {
        List<GranuleResult> granules = [];
        for (var i = 0; i < fetched.Granules.Count; i++)
        {
            granules.Add(Compute(i, classes, mosaic.GranuleValues, mosaic.GranuleExact,
                (window, row, _, reasons, _, _) => mosaic.Keep(window, row, reasons)));
            fetched.Granules[i].Dispose();
            mosaic.Merge(threads, cancellationToken);
        }
        var sums = mosaic.Count(classes.Merged.Codes, index, accumulator.Add, threads, cancellationToken);
        sums.EmptyBlocks = granules.Sum(granule => granule.Sums.EmptyBlocks);
        return (granules, sums);
    }

    GranuleResult Compute(int number, GranuleClasses classes, short[] values, float[] exact, RowSink take)
    {
        var files = fetched.Granules[number];
        var (first, second) = (BandView.Of(files, index.Fraction.Bands[0]), BandView.Of(files, index.Fraction.Bands[1]));
        var own = classes.Of(number);
        var bands = new GranuleBands(first, second, grid, own, threads, cancellationToken);
        return new GranuleComputation(bands, grid, own, index, values, exact, take).Run(GranuleOffset.Claims(unit.Granules[number], files));
    }
}
