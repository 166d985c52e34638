namespace Vegetation.Worker.Reading;

/// <summary>
/// The classes of a window's row, a byte for each pixel; one for each thread. On a grid that is coarser than the classification also how
/// many of its pixels are seen, snow and water in each: those whose middle lies in it, so that each counts once.
/// </summary>
internal sealed class RowClasses(WorkingGrid grid)
{
    static readonly byte SnowCode = Sensor.Sentinel2.Classes.CodeOf(PixelClass.Snow),
        WaterCode = Sensor.Sentinel2.Classes.CodeOf(PixelClass.Water);

    readonly ClassSpans? across = Spans(grid, grid.Pixels.Width, grid.Classes.Width),
        down = Spans(grid, grid.Pixels.Height, grid.Classes.Height);
    readonly byte[] codes = new byte[grid.Pixels.Width], mask = new byte[grid.Pixels.Width];
    readonly byte[][] counts = [.. Enumerable.Range(0, grid.IsCoarse ? 3 : 0).Select(_ => new byte[grid.Pixels.Width])];
    readonly byte[][] columns = [.. Enumerable.Range(0, grid.IsCoarse ? 3 : 0).Select(_ => new byte[grid.Classes.Width])];
    int width;

    public ReadOnlySpan<byte> Codes => codes.AsSpan(0, width);

    /// <summary><see cref="MaskReason"/> by the classification and the area alone.</summary>
    public ReadOnlySpan<byte> Mask => mask.AsSpan(0, width);

    public bool AreCounted => across is not null;

    public ReadOnlySpan<byte> Seen => counts[0].AsSpan(0, width);
    public ReadOnlySpan<byte> Snow => counts[1].AsSpan(0, width);
    public ReadOnlySpan<byte> Water => counts[2].AsSpan(0, width);

    public void Load(ClassMap classes, PixelWindow window, int row)
    {
        width = window.Width;
        classes.Codes.Expand(window, row, codes.AsSpan(0, width));
        classes.Reasons.Expand(window, row, mask.AsSpan(0, width));
        if (across is not null) Count(classes.Full, window, row);
        if (grid.Area is not { } area) return;
        area.SetOutside(window, row, mask.AsSpan(0, width), (byte)MaskReason.Nodata);
        foreach (var count in counts) area.SetOutside(window, row, count.AsSpan(0, width), 0);
    }

    void Count(byte[] full, PixelWindow window, int row)
    {
        var (first, end) = (across!.OwnFirst(window.ColumnStart), across.OwnEnd(window.ColumnStop - 1));
        foreach (var all in counts) all.AsSpan(0, width).Clear();
        if (HasAny(full, row, first, end)) CountColumns(full, row, first, end, window);
        var rows = down!.OwnEnd(row) - down.OwnFirst(row);
        for (var i = 0; i < width; i++)
        {
            var column = window.ColumnStart + i;
            counts[0][i] = (byte)(((across.OwnEnd(column) - across.OwnFirst(column)) * rows) - counts[0][i]); // all but those of no data
        }
    }

    /// <summary>Whether there is anything to count: most land is seen, and neither snow nor water.</summary>
    bool HasAny(byte[] full, int row, int first, int end)
    {
        for (var from = down!.OwnFirst(row); from < down.OwnEnd(row); from++)
            if (full.AsSpan((from * grid.Classes.Width) + first, end - first).ContainsAny((byte)0, SnowCode, WaterCode)) return true;
        return false;
    }

    void CountColumns(byte[] full, int row, int first, int end, PixelWindow window)
    {
        foreach (var column in columns) column.AsSpan(first, end - first).Clear();
        for (var from = down!.OwnFirst(row); from < down.OwnEnd(row); from++)
        {
            var line = full.AsSpan((from * grid.Classes.Width) + first, end - first);
            SlidingBytes.CountOf(0, line, columns[0].AsSpan(first));
            SlidingBytes.CountOf(SnowCode, line, columns[1].AsSpan(first));
            SlidingBytes.CountOf(WaterCode, line, columns[2].AsSpan(first));
        }
        for (var kind = 0; kind < 3; kind++) Sum(columns[kind], counts[kind], window);
    }

    /// <summary>The sum of the columns that are each pixel's own.</summary>
    void Sum(byte[] columns, byte[] sums, PixelWindow window)
    {
        for (var i = 0; i < width; i++)
        {
            var (first, end) = (across!.OwnFirst(window.ColumnStart + i), across.OwnEnd(window.ColumnStart + i));
            var sum = 0;
            for (var column = first; column < end; column++) sum += columns[column];
            sums[i] = (byte)sum;
        }
    }

    static ClassSpans? Spans(WorkingGrid grid, int pixels, int classes) =>
        grid.IsCoarse ? new(pixels, classes, grid.Pixels.PixelSize / grid.Classes.PixelSize) : null;
}
