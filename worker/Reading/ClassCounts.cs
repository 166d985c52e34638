namespace Vegetation.Worker.Reading;

/// <summary>
/// How many pixels of the classification are seen, snow and water in each coarser pixel of a window's row: those whose middle lies in it,
/// so that each counts once.
/// </summary>
internal sealed class ClassCounts(WorkingGrid grid)
{
    static readonly byte SnowCode = Sensor.Sentinel2.Classes.CodeOf(PixelClass.Snow),
        WaterCode = Sensor.Sentinel2.Classes.CodeOf(PixelClass.Water);

    readonly ClassSpans across = ClassSpans.Across(grid), down = ClassSpans.Down(grid);
    readonly byte[] seen = new byte[grid.Pixels.Width], snow = new byte[grid.Pixels.Width], water = new byte[grid.Pixels.Width];

    /// <summary>The same for each column of the classification.</summary>
    readonly byte[] seenDown = new byte[grid.Classes.Width], snowDown = new byte[grid.Classes.Width],
        waterDown = new byte[grid.Classes.Width];
    readonly byte[] room = new byte[grid.Classes.Width + 1];

    public Span<byte> Seen => seen;
    public Span<byte> Snow => snow;
    public Span<byte> Water => water;

    /// <param name="codes">Of the whole classification, row by row.</param>
    public void Count(byte[] codes, PixelWindow window, int row)
    {
        var (first, stop) = (across.OwnFirst(window.ColumnStart), across.OwnEnd(window.ColumnStop - 1));
        Span<byte> seens = seenDown.AsSpan(first..stop), snows = snowDown.AsSpan(first..stop), waters = waterDown.AsSpan(first..stop);
        seens.Clear();
        snows.Clear();
        waters.Clear();
        for (var from = down.OwnFirst(row); from < down.OwnEnd(row); from++)
        {
            var line = codes.AsSpan((from * grid.Classes.Width) + first, stop - first);
            SlidingBytes.CountOthers(0, line, seens);
            SlidingBytes.CountOf(SnowCode, line, snows);
            SlidingBytes.CountOf(WaterCode, line, waters);
        }
        across.SumOwn(seens, window, room, seen);
        across.SumOwn(snows, window, room, snow);
        across.SumOwn(waters, window, room, water);
    }
}
