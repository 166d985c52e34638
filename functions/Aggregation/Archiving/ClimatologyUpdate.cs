using Vegetation.Core;
using Vegetation.Core.Archive;
using Vegetation.Core.Sums;
using Vegetation.Functions.Storage;
using Vegetation.Products.Maps;

namespace Vegetation.Functions.Aggregation.Archiving;

/// <summary>
/// Makes climatologies from all archived weeks, and not from themselves: whatever happened before, they are what the archive says. Each is
/// read before the archive and replaced only if it is still the same, so that of two runs at once the later one sees the week of the other.
/// </summary>
/// <param name="frame">Of the series' area.</param>
internal sealed class ClimatologyUpdate(ObjectStore store, ArchiveSeries series, MapFrame frame, int weeksAround)
{
    /// <exception cref="InvalidDataException">An archived week is of another series, or damaged.</exception>
    public async Task Update(IReadOnlyList<int> seasons, CancellationToken cancellationToken)
    {
        while (seasons.Count > 0)
        {
            var versions = new Dictionary<int, string?>();
            foreach (var season in seasons)
                versions[season] = (await store.Head(series.Climatology(season, weeksAround), cancellationToken))?.ETag;
            List<Climatology> made = [.. seasons.Select(season => new Climatology(series, season, weeksAround))];
            await new WeekArchive(store, series).AddTo(made, cancellationToken);
            var outrun = new List<int>();
            foreach (var climatology in made)
                if (!await Replace(climatology, versions[climatology.Season], cancellationToken)) outrun.Add(climatology.Season);
            seasons = outrun;
        }
    }

    async Task<bool> Replace(Climatology climatology, string? version, CancellationToken cancellationToken)
    {
        using var scratch = new ScratchFile();
        ClimatologyMap.WriteCog(scratch.Path, frame, climatology);
        var key = series.Climatology(climatology.Season, weeksAround);
        var content = await File.ReadAllBytesAsync(scratch.Path, cancellationToken);
        return await store.TryReplace(key, content, MediaTypes.Cog, version, cancellationToken);
    }
}
