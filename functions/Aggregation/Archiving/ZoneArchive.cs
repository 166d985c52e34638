using Vegetation.Core.Archive;
using Vegetation.Core.Requests;
using Vegetation.Core.Zones;
using Vegetation.Functions.Storage;
using Vegetation.Products;
using Vegetation.Products.Zones;

namespace Vegetation.Functions.Aggregation.Archiving;

/// <summary>The weekly statistics of the zones of one source: an object a week, which a run of the same week replaces.</summary>
internal sealed class ZoneArchive(ObjectStore store, ArchiveSeries series, ZoneSource zones)
{
    /// <summary>100,000 zones with long names have a tenth of it.</summary>
    const long MostBytes = 256L << 20;

    public async Task Keep(IsoWeek week, Request request, ZoneInputs inputs, CancellationToken cancellationToken)
    {
        using var scratch = new ScratchFile();
        await ZoneSeries.Write(scratch.Path, request, series.Index, inputs);
        await store.PutFile(series.ZoneTable(zones, week), scratch.Path, ProductKind.MediaTypeOf(".parquet"), cancellationToken);
    }

    /// <param name="before">The week of the run before; null where that has none.</param>
    public async Task<ZoneHistory> HistoryOf(
        IsoWeek own, IsoWeek? before, BaselineRule rule, CancellationToken cancellationToken)
    {
        var history = new ZoneHistory(rule);
        var found = await store.List(series.ZoneTables(zones), cancellationToken);
        foreach (var week in found.Select(stored => ArchiveSeries.WeekOfTable(stored.Key)).OfType<IsoWeek>())
        {
            var year = CellClimate.YearOf(week, own.Season, rule.WeeksAround);
            if (week == before) await Add(week, history.AddBefore);
            if (year is { } other && other != own.Year) await Add(week, table => history.AddYear(other, table));
        }
        return history;

        async Task Add(IsoWeek week, Func<ZoneWeek, Task> add)
        {
            using var scratch = new ScratchFile();
            try
            {
                var name = await store.RequireFile(series.ZoneTable(zones, week), scratch.Path, MostBytes, cancellationToken);
                await add(new(scratch.Path, name, series.Index, week));
            }
            catch (InvalidDataException e)
            {
                history.Unreadable.Add(e.Message);
            }
        }
    }
}
