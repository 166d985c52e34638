using Vegetation.Core.Work;
using Vegetation.Worker.Accumulating;
using Vegetation.Worker.Contract;
using Vegetation.Worker.Fetching;
using Vegetation.Worker.Reading;

namespace Vegetation.Worker.Computing;

/// <summary>
/// A composite of the acquisitions of a tile in a window: they are read one after the other, the next one while one is computed. One whose
/// files are bad, also when they are fetched once more, or missing is left out, and the record says so; what fails for another reason fails
/// the unit, and is tried again.
/// </summary>
/// <param name="lease">Of what the result holds.</param>
internal sealed class CompositeComputation(
    WorkUnit unit, UnitFetcher fetcher, PixelLease lease, string scratch, int threads,
    CancellationToken cancellationToken)
{
    static readonly Reason[] LeftOut = [Reason.AssetMissing, Reason.Decode, Reason.MissingBlock];

    readonly IReadOnlyList<UnitAcquisition> acquisitions = unit.Acquisitions;
    readonly IReadOnlyList<int> ranks = RanksOf(unit);
    readonly SortedDictionary<int, AcquisitionOutcome> outcomes = [];
    readonly SortedDictionary<int, IReadOnlyList<SourceScene>> sources = [];
    readonly SortedDictionary<int, IReadOnlyList<Warning>> warnings = [];
    long otherBytes;
    int emptyBlocks;
    CompositeState? state;

    /// <param name="first">The first acquisition.</param>
    /// <exception cref="UnitFailure">as of one acquisition; invalid where none is usable.</exception>
    /// <exception cref="IOException">the disk is full.</exception>
    public async Task<ComputedScene> Run(FetchedUnit first)
    {
        var next = Task.FromResult(first);
        UnitFailure? failure = null;
        try
        {
            for (var i = 0; i < acquisitions.Count; i++)
            {
                using var current = await next;
                if (i + 1 < acquisitions.Count) next = Fetch(acquisitions[i + 1]);
                if (i > 0) otherBytes += current.Bytes;
                var fault = Add(current, ranks[i]);
                if (fault is { ShouldRefetch: true }) fault = await AddOnceMore(current, i);
                if (fault is null) continue;
                if (!IsOfFiles(fault)) throw fault;
                Leave(acquisitions[i].Scene, ranks[i], fault);
                failure ??= fault;
            }
            return state is null ? throw failure! : Finish();
        }
        finally
        {
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (next.IsCompletedSuccessfully) next.Result.Dispose();
            state?.Dispose();
        }
    }

    /// <summary>The rank of each acquisition: their order in the unit says nothing.</summary>
    static IReadOnlyList<int> RanksOf(WorkUnit unit)
    {
        var ranked = unit.Composite!.Ranked(unit.Acquisitions, of => of.Scene.Sensed, of => of.Scene.Id).Select(of => of.Scene.Id).ToList();
        return [.. unit.Acquisitions.Select(acquisition => ranked.IndexOf(acquisition.Scene.Id))];
    }

    Task<FetchedUnit> Fetch(UnitAcquisition acquisition) =>
        Task.Run(() => fetcher.FetchOrFail(unit.Of(acquisition), cancellationToken), cancellationToken);

    /// <summary>The received bytes, and not the files, may be at fault.</summary>
    async Task<UnitFailure?> AddOnceMore(FetchedUnit doubtful, int number)
    {
        doubtful.Dispose();
        using var again = await Fetch(acquisitions[number]);
        otherBytes += again.Bytes;
        return Add(again, ranks[number]);
    }

    /// <summary>Whether another try would find the same, so that the composite does without the acquisition.</summary>
    static bool IsOfFiles(UnitFailure fault) =>
        fault.Status == UnitStatus.Invalid || LeftOut.Any(reason => reason.Name == fault.Reason);

    /// <returns>Why the acquisition cannot be used, or null.</returns>
    UnitFailure? Add(FetchedUnit current, int rank)
    {
        if (current.Failure is { } missing) return missing;
        try
        {
            return RasterFaults.Checked<UnitFailure?>(() => Take(current, rank));
        }
        catch (UnitFailure fault)
        {
            if (sources.Count > 0) return fault;
            state?.Dispose(); // its grid is that of an acquisition that is not used
            state = null;
            return fault;
        }
    }

    UnitFailure? Take(FetchedUnit current, int rank)
    {
        var grid = WorkingGrid.Of(current);
        state ??= new(unit, grid.Within(unit.Area), lease, scratch);
        using var part = lease.Part();
        GridCheck.Require(grid with { Area = state.Grid.Area } == state.Grid, $"{current.Unit.Scene.Id} lies at "
            + $"{GridCheck.Text(grid.Pixels)}, others at {GridCheck.Text(state.Grid.Pixels)}");
        var acquired = new TileComputation(current, state.Grid, threads, cancellationToken).Acquire(state.Acquired, part);
        var valid = state.Add(rank, acquired.Classes, threads, cancellationToken);
        sources[rank] = [.. acquired.Sources(current.Unit)];
        warnings[rank] = [.. acquired.Warnings(current.Unit)];
        emptyBlocks += acquired.Granules.Sum(granule => granule.Sums.EmptyBlocks);
        outcomes[rank] = new(current.Unit.Scene.Id, current.Unit.Scene.Sensed, valid, 0, acquired.Granules[0].Offset.Value);
        return null;
    }

    void Leave(Scene scene, int rank, UnitFailure fault) =>
        outcomes[rank] = new(scene.Id, scene.Sensed, 0, 0, Reason: fault.Reason, Detail: fault.Message);

    ComputedScene Finish()
    {
        List<int> days = [.. outcomes.Values.Select(outcome => unit.Composite!.DayOf(outcome.Sensed))];
        var (indices, qa, sums, used) = state!.Finish(days, threads, cancellationToken);
        sums.EmptyBlocks = emptyBlocks;
        return new ComputedScene(state.Grid.Pixels, indices, [.. sources.Values.SelectMany(of => of)], qa,
            [.. warnings.Values.SelectMany(of => of), .. Warning.OfPixels(sums, state.Grid.IsCoarse)])
        {
            Acquisitions = [.. outcomes.Select(outcome => outcome.Value with { UsedPixels = used[outcome.Key] })],
            OtherBytes = otherBytes,
        }.CropTo(state.Grid.Area);
    }
}
