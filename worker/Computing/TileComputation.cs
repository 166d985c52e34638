using Vegetation.Core.Work;
using Vegetation.Worker.Accumulating;
using Vegetation.Worker.Fetching;
using Vegetation.Worker.Reading;

namespace Vegetation.Worker.Computing;

/// <summary>An acquisition as its planes were left: what its granules tell, and the classes of the whole.</summary>
internal sealed record AcquiredPlanes(IReadOnlyList<GranuleResult> Granules, ClassMap Classes)
{
    public IEnumerable<SourceScene> Sources(WorkUnit unit) =>
        unit.Granules.Zip(Granules, (scene, granule) => new SourceScene(scene, granule.Offset));

    public IEnumerable<Warning> Warnings(WorkUnit unit) =>
        unit.Granules.Zip(Granules).SelectMany(g => Warning.OfOffset(g.First, g.Second.Claims, g.Second.Offset));
}

/// <summary>
/// The one pipeline: classes and mask of all granules, then the bands of each, then sums. One granule is counted while it is computed; of
/// several each is computed, merged and let go, and the whole is counted at the end. Clouds and shadows are dilated over the seams.
/// </summary>
internal sealed class TileComputation(FetchedUnit fetched, WorkingGrid grid, int threads, CancellationToken cancellationToken)
{
    readonly WorkUnit unit = fetched.Unit;
    readonly List<BandRole> roles = [.. SpectralIndex.BandsOf(fetched.Unit.SpectralIndices)];

    /// <param name="lease">Of what the result holds.</param>
    /// <exception cref="Contract.UnitFailure">
    /// failed(missing-block): a block is absent where the satellite saw something; invalid(baseline).
    /// </exception>
    /// <exception cref="Raster.RasterException">a block does not decode.</exception>
    public ComputedScene Run(PixelLease lease)
    {
        using var part = lease.Part();
        var (rooms, counter) = (IndexRoom.Of(unit, grid, lease), new RowCounter(grid, unit, threads, lease));
        var (acquired, sums) = fetched.Granules is [_] ? Single(rooms, counter.Take, part) : Merged(new(grid, rooms), counter.Take, part);
        sums.CountClasses(acquired.Classes.Full, grid);
        return new ComputedScene(
            grid.Pixels, [.. rooms.Zip(sums.Indices, (room, index) => ComputedIndex.Of(room, index, unit))],
            [.. acquired.Sources(unit)], counter.Qa, [.. acquired.Warnings(unit), .. Warning.OfPixels(sums, grid.IsCoarse)])
            .CropTo(grid.Area);
    }

    /// <summary>Computes values and reasons without counting them.</summary>
    /// <param name="lease">Of the classes.</param>
    /// <exception cref="Contract.UnitFailure">as of <see cref="Run"/>.</exception>
    /// <exception cref="Raster.RasterException">a block does not decode.</exception>
    public AcquiredPlanes Acquire(PixelPlanes planes, PixelLease lease)
    {
        var classes = new GranuleClasses(fetched, grid, threads, lease);
        if (fetched.Granules.Count > 1) return new(Merge(classes, planes, lease), classes.Merged);
        return new([Keep(0, classes, planes)], classes.Merged);
    }

    (AcquiredPlanes, SceneSums) Single(IReadOnlyList<IndexRoom> rooms, RowSink take, PixelLease lease)
    {
        var classes = new GranuleClasses(fetched, grid, threads, lease);
        var granule = Compute(0, classes, rooms, take);
        return (new([granule], classes.Merged), granule.Sums);
    }

    (AcquiredPlanes, SceneSums) Merged(PixelPlanes planes, RowSink take, PixelLease lease)
    {
        var acquired = Acquire(planes, lease);
        var sums = planes.Count(acquired.Classes, take, threads, cancellationToken);
        sums.EmptyBlocks = acquired.Granules.Sum(granule => granule.Sums.EmptyBlocks);
        return (acquired, sums);
    }

    List<GranuleResult> Merge(GranuleClasses classes, PixelPlanes planes, PixelLease lease)
    {
        var mosaic = new Mosaic(grid, planes, lease);
        List<GranuleResult> granules = [];
        for (var i = 0; i < fetched.Granules.Count; i++)
        {
            granules.Add(Keep(i, classes, mosaic.Granule));
            fetched.Granules[i].Dispose();
            mosaic.Merge(threads, cancellationToken);
        }
        return granules;
    }

    /// <summary>Computes a granule without counting it.</summary>
    GranuleResult Keep(int number, GranuleClasses classes, PixelPlanes planes) => Compute(
        number, classes, planes.Rooms, (window, row, index, _, reasons, _, _) => planes.Keep(window, row, index, reasons));

    GranuleResult Compute(int number, GranuleClasses classes, IReadOnlyList<IndexRoom> rooms, RowSink take)
    {
        var (files, own) = (fetched.Granules[number], classes.Of(number));
        var bands = new GranuleBands([.. roles.Select(role => BandView.Of(files, role))], grid, own, threads, cancellationToken);
        return new GranuleComputation(bands, roles, grid, own, rooms, take).Run(GranuleOffset.Claims(unit.Granules[number], files));
    }
}
