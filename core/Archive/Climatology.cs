using Vegetation.Core.Requests;
using Vegetation.Core.Sums;

namespace Vegetation.Core.Archive;

/// <summary>
/// What is normal for a week of the year: statistics of the weekly means of each cell over the years, the weeks around being samples too.
/// Made from archived weeks, in any order; that of the Earth at 0.05 degree takes 0.3 GB.
/// </summary>
/// <param name="season">The week of the year, 1 to 52.</param>
/// <param name="exceptYear">A year that is left out, since it is compared with the others.</param>
public sealed class Climatology(ArchiveSeries series, int season, int weeksAround, int? exceptYear = null)
{
    readonly DegreeBlocks<CellClimate> cells = new(series.Grid);
    readonly SortedSet<IsoWeek> weeks = [];

    public ArchiveSeries Series => series;
    public int Season => season;
    public int WeeksAround => weeksAround;

    /// <summary>All that were added.</summary>
    public IReadOnlyCollection<IsoWeek> Weeks => weeks;

    /// <summary>The years of which there is a week.</summary>
    public IReadOnlyList<int> Years => [.. weeks.Select(week => week.YearIn(season, weeksAround)!.Value).Distinct().Order()];

    public CellClimate At(int row, int column) => cells.At(row, column);

    /// <summary>The year for which a week is a sample; null for a week that is not used.</summary>
    public int? YearOf(IsoWeek week) =>
        CellClimate.YearOf(week, season, weeksAround) is { } year && year != exceptYear ? year : null;

    /// <param name="content">An archived week of the series; of one that is no sample nothing is read.</param>
    /// <param name="name">What is read, for errors.</param>
    /// <exception cref="InvalidDataException">It is something else, or damaged: then the climatology is of no use.</exception>
    public void Add(IsoWeek week, Stream content, string name)
    {
        if (YearOf(week) is not { } year || !weeks.Add(week)) return;
        series.Header(week, "").Read(content, name, (cell, sum) =>
        {
            if (!sum.IsPossible(series.Index)) throw new InvalidDataException($"{name} has sums in cell {cell} that no pixels can have");
            if (sum.Mean is { } mean) cells.Of(cell).Add(year, mean);
        });
    }
}
