using Vegetation.Core;
using Vegetation.Core.Archive;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Functions.Storage;
using Vegetation.Products.Maps;

namespace Vegetation.Functions.Aggregation.Archiving;

/// <summary>
/// Makes climatologies from all archived weeks, and not from themselves: whatever happened before, they are what the archive says. If the
/// archive changed while they were made they are made again, so that of two runs at once the later one sees the week of the other.
/// </summary>
/// <param name="frame">Of the series' area.</param>
internal sealed class ClimatologyUpdate(ObjectStore store, ArchiveSeries series, MapFrame frame)
{
    /// <summary>Those of the Earth at 0.05 degree take 0.3 GB each, beside what writes one.</summary>
    const int AtATime = 2;

    readonly WeekArchive archive = new(store, series);

    /// <summary>All climatologies of which a week is a sample: with so many weeks around, and with others where there are some.</summary>
    /// <exception cref="InvalidDataException">An archived week is of another series, or damaged.</exception>
    public async Task Update(IsoWeek week, int weeksAround, CancellationToken cancellationToken)
    {
        var stored = await store.List(series.Climatologies, cancellationToken);
        var widths = stored.Select(o => ArchiveSeries.WeeksAroundOf(o.Key)).OfType<int>()
            .Where(width => width <= BaselineRule.MostWeeksAround).Append(weeksAround);
        foreach (var around in widths.Distinct().Order().ToList())
        {
            var seasons = Enumerable.Range(-around, 2 * around + 1)
                .Select(away => (week.Season - 1 + away + IsoWeek.Seasons) % IsoWeek.Seasons + 1);
            foreach (var few in seasons.Chunk(AtATime)) await Make(few, around, cancellationToken);
        }
    }

    async Task Make(IReadOnlyList<int> seasons, int weeksAround, CancellationToken cancellationToken)
    {
        var before = await archive.Versions(cancellationToken);
        while (true)
        {
            var made = new Queue<Climatology>(seasons.Select(season => new Climatology(series, season, weeksAround)));
            await archive.AddTo([.. made], cancellationToken);
            while (made.TryDequeue(out var climatology)) await Write(climatology, cancellationToken); // and gone
            var after = await archive.Versions(cancellationToken);
            if (after.SequenceEqual(before)) return;
            before = after;
        }
    }

    async Task Write(Climatology climatology, CancellationToken cancellationToken)
    {
        using var scratch = new ScratchFile();
        ClimatologyMap.WriteCog(scratch.Path, frame, climatology);
        var key = series.Climatology(climatology.Season, climatology.WeeksAround);
        await store.PutFile(key, scratch.Path, MediaTypes.Cog, cancellationToken);
    }
}
