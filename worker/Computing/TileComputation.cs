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
    readonly List<BandRole> roles = [.. SpectralIndex.BandsOf(fetched.Unit.SpectralIndices)];
    readonly SceneAccumulator accumulator = new(grid, fetched.Unit);
    readonly QaLayer? qa = fetched.Unit.Output.Qa ? new(grid) : null;

    /// <param name="rooms">One for each index of the unit.</param>
    /// <exception cref="Contract.UnitFailure">
    /// failed(missing-block): a block is absent where the satellite saw something; invalid(baseline).
    /// </exception>
    /// <exception cref="Raster.RasterException">a block does not decode.</exception>
    public ComputedScene Run(IReadOnlyList<IndexRoom> rooms)
    {
        var classes = new GranuleClasses(fetched, grid, threads);
        var (granules, sums) = fetched.Granules is [_] ? Single(classes, rooms) : Merged(classes, new Mosaic(grid, rooms));
        foreach (var index in sums.Indices) ClassCodes.Count(classes.Merged.Full, grid, index.Pixels.ByClass);
        return new(
            grid, [.. rooms.Zip(sums.Indices, Computed)], [.. granules.Select(granule => granule.Offset)], qa?.Values,
            [
                .. unit.Granules.Zip(granules).SelectMany(g => Warning.OfOffset(g.First, g.Second.Claims, g.Second.Offset)),
                .. Warning.OfPixels(sums, grid.IsCoarse),
            ]);
    }

    ComputedIndex Computed(IndexRoom room, IndexSums sums) => new(
        room.Index, room.Values, room.Exact, sums.Pixels, sums.Statistics, CellsDocument.From(new(unit.CellsPerDegree), sums.Cells));

    (List<GranuleResult>, SceneSums) Single(GranuleClasses classes, IReadOnlyList<IndexRoom> rooms)
    {
        var granule = Compute(0, classes, rooms, Count);
        return ([granule], granule.Sums);
    }

    (List<GranuleResult>, SceneSums) Merged(GranuleClasses classes, Mosaic mosaic)
    {
        List<GranuleResult> granules = [];
        for (var i = 0; i < fetched.Granules.Count; i++)
        {
            granules.Add(Compute(i, classes, mosaic.Granule,
                (window, row, index, _, reasons, _, _) => mosaic.Keep(window, row, index, reasons)));
            fetched.Granules[i].Dispose();
            mosaic.Merge(threads, cancellationToken);
        }
        var sums = mosaic.Count(classes.Merged, Count, threads, cancellationToken);
        sums.EmptyBlocks = granules.Sum(granule => granule.Sums.EmptyBlocks);
        return (granules, sums);
    }

    void Count(
        PixelWindow window, int row, int index, ReadOnlySpan<short> values, ReadOnlySpan<byte> reasons, RowClasses classes,
        SceneSums sums)
    {
        accumulator.Add(window, row, values, reasons, classes, sums.Indices[index]);
        qa?.Add(window, row, index, reasons, classes.Codes);
    }

    GranuleResult Compute(int number, GranuleClasses classes, IReadOnlyList<IndexRoom> rooms, RowSink take)
    {
        var (files, own) = (fetched.Granules[number], classes.Of(number));
        var bands = new GranuleBands([.. roles.Select(role => BandView.Of(files, role))], grid, own, threads, cancellationToken);
        return new GranuleComputation(bands, roles, grid, own, rooms, take).Run(GranuleOffset.Claims(unit.Granules[number], files));
    }
}
