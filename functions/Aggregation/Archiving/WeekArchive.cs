using Vegetation.Core.Archive;
using Vegetation.Core.Requests;
using Vegetation.Core.Sensors;
using Vegetation.Core.Sums;
using Vegetation.Functions.Storage;
using Vegetation.Products;
using Vegetation.Products.Tables;

namespace Vegetation.Functions.Aggregation.Archiving;

/// <summary>The archived weeks of one series in the bucket: an object a week, which a run of the same week replaces.</summary>
internal sealed class WeekArchive(ObjectStore store, ArchiveSeries series)
{
    /// <summary>All cells of the Earth at 0.05 degree, each with large sums, have 1 GB.</summary>
    const long MostBytes = 1L << 30;

    /// <summary>Keeps the sums, and the same as a table for others to read.</summary>
    public async Task Keep(IsoWeek week, string runId, CellBlocks cells, CancellationToken cancellationToken)
    {
        using var scratch = new ScratchFile();
        var header = series.Header(week, runId);
        await using (var file = File.Create(scratch.Path)) header.Write(file, cells);
        await store.PutFile(series.Week(week), scratch.Path, "application/octet-stream", cancellationToken);
        await CellTable.Write(scratch.Path, header, cells, DataNotice.Of(series.Rules.AreOfGenerated, week.Window.From.Year));
        await store.PutFile(series.CellTable(week), scratch.Path, ProductKind.MediaTypeOf(".parquet"), cancellationToken);
    }

    /// <summary>Each object with its ETag, which another week or another content changes.</summary>
    public Task<IReadOnlyList<StoredObject>> Versions(CancellationToken cancellationToken) => store.List(series.Weeks, cancellationToken);

    /// <summary>Adds each archived week to the climatologies of which it is a sample, each read once.</summary>
    /// <exception cref="InvalidDataException">A week is of another series, or damaged; the message names it.</exception>
    public async Task AddTo(IReadOnlyList<Climatology> climatologies, CancellationToken cancellationToken)
    {
        foreach (var week in (await Versions(cancellationToken)).Select(o => series.WeekOf(o.Key)).OfType<IsoWeek>())
        {
            List<Climatology> takers = [.. climatologies.Where(climatology => climatology.YearOf(week) is not null)];
            if (takers.Count > 0) await AddTo(takers, week, cancellationToken);
        }
    }

    async Task AddTo(IReadOnlyList<Climatology> takers, IsoWeek week, CancellationToken cancellationToken)
    {
        using var scratch = new ScratchFile();
        var name = await store.RequireFile(series.Week(week), scratch.Path, MostBytes, cancellationToken);
        try
        {
            Parallel.ForEach(takers, new ParallelOptions { CancellationToken = cancellationToken }, climatology =>
            {
                using var file = File.OpenRead(scratch.Path);
                climatology.Add(week, file, name);
            });
        }
        catch (AggregateException e) when (e.InnerException is InvalidDataException cause)
        {
            throw new InvalidDataException(cause.Message, e);
        }
    }
}
