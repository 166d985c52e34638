namespace Vegetation.Worker.Accumulating;

/// <summary>The columns of a row that the tile owns, found where they are wanted only: few rows have zones everywhere.</summary>
internal sealed class OwnedColumns(OwnedRuns.RowOfRuns runs, int width)
{
    const int Spacing = GeolocationGrid.Spacing;

    readonly bool[] wanted = new bool[(width + Spacing - 1) / Spacing];
    readonly List<(int Start, int Stop)> owned = [];

    /// <param name="stop">Behind the last column.</param>
    public void Want(int start, int stop) => wanted.AsSpan(start / Spacing, ((stop - 1) / Spacing) - (start / Spacing) + 1).Fill(true);

    public void Find()
    {
        for (var block = 0; block < wanted.Length; block++)
        {
            if (!wanted[block]) continue;
            var end = Math.Min(width, (block + 1) * Spacing);
            for (int start = block * Spacing, stop; start < end; start = stop)
            {
                (stop, var cell) = runs.First(start, end);
                if (cell is not null) Add(start, stop);
            }
        }
    }

    /// <summary>The owned among columns that were wanted, ascending.</summary>
    public IEnumerable<(int Start, int Stop)> Within(int start, int stop) =>
        owned.Where(columns => columns.Start < stop && columns.Stop > start)
            .Select(columns => (Math.Max(columns.Start, start), Math.Min(columns.Stop, stop)));

    void Add(int start, int stop)
    {
        if (owned.Count > 0 && owned[^1].Stop == start) owned[^1] = (owned[^1].Start, stop);
        else owned.Add((start, stop));
    }
}
