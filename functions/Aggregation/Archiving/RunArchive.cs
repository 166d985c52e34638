using Vegetation.Core.Archive;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Functions.Storage;
using Vegetation.Products;
using Vegetation.Products.Maps;
using Vegetation.Products.Zones;

namespace Vegetation.Functions.Aggregation.Archiving;

/// <summary>
/// What a run has from the archive and gives to it: the baseline of its anomalies from other years; then its own week, and the
/// climatologies of which that is a sample. Runs whose time is no ISO week, or of some scenes only, take and give nothing.
/// </summary>
/// <param name="foldersAllowed">Whether a foreign baseline may be in a folder of this machine.</param>
internal sealed class RunArchive(ObjectStore store, Request request, CellGrid grid, bool foldersAllowed = false)
{
    readonly MapFrame frame = MapFrame.Of(request.Area, grid);

    /// <summary>Null where the run is none of a series: its time is no ISO week, or it takes a part of the scenes only.</summary>
    readonly IsoWeek? week = request.MaxScenes is null ? request.Window.IsoWeek : null;

    /// <returns>
    /// The climatology of the run's week without its own year, or of the one index what another data set says; or why there is none.
    /// </returns>
    public async Task<Baseline> BaselineOf(SpectralIndex index, CancellationToken cancellationToken)
    {
        if (request.Baseline.Foreign is { } foreign && foreign.Index == index.Name)
            return await new ForeignBaselines(store, frame, foldersAllowed)
                .Of(foreign, request.Baseline.WeeksAround, request.Window, cancellationToken);
        if (week is not { } own)
            return new(null, request.MaxScenes is not null ? "the run takes only some of the scenes (maxScenes)"
                : $"{request.Window} is no ISO week, Monday to Monday at 00:00 UTC, of which the archive has others");
        var series = SeriesOf(index);
        var baseline = new Climatology(series, own.Season, request.Baseline.WeeksAround, exceptYear: own.Year);
        try
        {
            await new WeekArchive(store, series).AddTo([baseline], cancellationToken);
            return new(new ArchiveNormals(baseline, frame), null);
        }
        catch (InvalidDataException e)
        {
            return new(null, e.Message);
        }
    }

    /// <summary>Archives the run's sums of an index in place of those of an earlier run of the same week.</summary>
    public async Task Keep(string runId, CellBlocks cells, CancellationToken cancellationToken)
    {
        if (week is { } own) await new WeekArchive(store, SeriesOf(cells.Index)).Keep(own, runId, cells, cancellationToken);
    }

    /// <summary>What other weeks say of the run's zones; null where the run has none, or is none of a series.</summary>
    /// <param name="before">The window of the run before.</param>
    public async Task<ZoneHistory?> ZoneHistoryOf(SpectralIndex index, Window? before, CancellationToken cancellationToken) =>
        week is { } own && request.Zones is { } zones
            ? await new ZoneArchive(store, SeriesOf(index), zones).HistoryOf(own, before?.IsoWeek, request.Baseline, cancellationToken)
            : null;

    /// <summary>Keeps the statistics of the run's zones in place of those of an earlier run of the same week.</summary>
    public async Task KeepZones(SpectralIndex index, ZoneInputs? inputs, CancellationToken cancellationToken)
    {
        if (week is { } own && request.Zones is { } zones && inputs is not null)
            await new ZoneArchive(store, SeriesOf(index), zones).Keep(own, request, inputs, cancellationToken);
    }

    /// <summary>Makes the climatologies of an index anew of which the run's week is a sample.</summary>
    /// <returns>Why they could not be made; null if they were.</returns>
    public async Task<string?> UpdateClimatologies(SpectralIndex index, CancellationToken cancellationToken)
    {
        if (week is not { } own) return null;
        var update = new ClimatologyUpdate(store, SeriesOf(index), frame);
        try
        {
            await update.Update(own, request.Baseline.WeeksAround, cancellationToken);
            return null;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested) // the run is published by now
        {
            return e.Message;
        }
    }

    ArchiveSeries SeriesOf(SpectralIndex index) => ArchiveSeries.Of(request, grid, index);
}
