using Vegetation.Worker.Reading;

namespace Vegetation.Worker.Accumulating;

/// <summary>Pixels of a row that lie in a zone and are owned by the tile; columns are half-open.</summary>
/// <param name="Zone">Its place among the unit's zones.</param>
internal readonly record struct ZoneSpan(int Zone, int ColumnStart, int ColumnStop);

/// <summary>
/// The pixels of a grid whose centres lie in zones, row by row, as spans. Zones may overlap. An edge that two zones share gives each of
/// them the same crossings, so that every pixel along it is in one of them.
/// </summary>
internal sealed class ZoneSpans
{
    const int RowsAtOnce = 64;

    readonly ZoneSpan[][] rows;

    /// <exception cref="RasterException">a position cannot be projected.</exception>
    public ZoneSpans(IReadOnlyList<UnitZone> zones, GeoGrid grid, OwnedRuns runs, int threads)
    {
        var inside = Inside(new(zones, grid, threads), zones.Count, grid, threads);
        rows = new ZoneSpan[grid.Height][];
        var windows = PixelWindow.Of(grid, grid.Width, RowsAtOnce);
        Parallels.ForEach(threads, CancellationToken.None, windows, () => 0, (window, _) =>
        {
            for (var row = window.RowStart; row < window.RowStop; row++)
                rows[row] = Owned(inside[row], new(runs.Row(row), grid.Width));
        }, _ => { });
    }

    /// <summary>By zone and column.</summary>
    public ReadOnlySpan<ZoneSpan> Row(int row) => rows[row];

    /// <summary>All centres in zones, whoever owns them.</summary>
    static List<ZoneSpan>?[] Inside(ZoneOutlines outlines, int zones, GeoGrid grid, int threads)
    {
        var inside = new List<ZoneSpan>?[grid.Height];
        var gates = new Lock();
        Parallels.ForEach(threads, CancellationToken.None, Enumerable.Range(0, zones), () => new List<long>(), (zone, crossings) =>
        {
            outlines.Cross(zone, grid, crossings);
            lock (gates)
                for (var i = 0; i + 1 < crossings.Count; i += 2)
                    if (crossings[i] < crossings[i + 1])
                        (inside[crossings[i] >> 32] ??= []).Add(new(zone, (int)crossings[i], (int)crossings[i + 1]));
        }, _ => { });
        return inside;
    }

    static ZoneSpan[] Owned(List<ZoneSpan>? inside, OwnedColumns owned)
    {
        if (inside is null) return [];
        foreach (var span in inside) owned.Want(span.ColumnStart, span.ColumnStop);
        owned.Find();
        inside.Sort((one, other) => (one.Zone, one.ColumnStart).CompareTo((other.Zone, other.ColumnStart)));
        return [.. inside.SelectMany(span => owned.Within(span.ColumnStart, span.ColumnStop)
            .Select(columns => new ZoneSpan(span.Zone, columns.Start, columns.Stop)))];
    }
}
