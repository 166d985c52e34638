using Vegetation.Core.Archive;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Products.Maps;

namespace Vegetation.Products.Zones;

/// <summary>
/// What other weeks say of the zones of a run: the week of the run before, and other years. Weekly means weigh the same; the order in which
/// weeks are added does not matter.
/// </summary>
public sealed class ZoneHistory(BaselineRule rule)
{
    readonly Dictionary<ZoneKey, double> before = [];
    readonly Dictionary<ZoneKey, CellClimate> normal = [];

    /// <summary>Why weeks could not be read, a sentence each: the history does without them.</summary>
    public ICollection<string> Unreadable { get; } = new SortedSet<string>(StringComparer.Ordinal);

    /// <summary>Adds the week of the run before.</summary>
    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    public async Task AddBefore(ZoneWeek week)
    {
        foreach (var (zone, mean) in await ZoneSeries.Read(week)) before[zone] = mean;
    }

    /// <summary>Adds a week of another year.</summary>
    /// <inheritdoc cref="AddBefore"/>
    public async Task AddYear(int year, ZoneWeek week)
    {
        foreach (var (zone, mean) in await ZoneSeries.Read(week))
        {
            var climate = normal.GetValueOrDefault(zone);
            climate.Add(year, Stored(mean));
            normal[zone] = climate;
        }
    }

    /// <summary>Of the mean since the run before; null where that has none.</summary>
    internal double? ChangeOf(ZoneKey zone, double mean) => before.TryGetValue(zone, out var earlier) ? mean - earlier : null;

    /// <summary>The mean against other years; null where those are too few or do not vary, as of cells.</summary>
    internal CellAnomaly? AnomalyOf(ZoneKey zone, double mean) =>
        NormalCell.Of(normal.GetValueOrDefault(zone)) is { } cell ? CellAnomaly.Of(Stored(mean), cell, rule) : null;

    /// <summary>Different years in the baseline of a zone.</summary>
    internal int YearsOf(ZoneKey zone) => normal.GetValueOrDefault(zone).Years;

    static int Stored(double mean) => (int)Math.Round(mean * SpectralIndex.One, MidpointRounding.AwayFromZero);
}
