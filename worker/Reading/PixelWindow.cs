namespace Vegetation.Worker.Reading;

/// <summary>A block of pixels; columns and rows are half-open.</summary>
internal readonly record struct PixelWindow(int ColumnStart, int RowStart, int ColumnStop, int RowStop)
{
    public int Width => ColumnStop - ColumnStart;
    public int Height => RowStop - RowStart;

    const int RowsAtOnce = 256;

    /// <summary>The blocks that are stacked in it, from the top.</summary>
    public IEnumerable<PixelWindow> Split(int blockHeight)
    {
        for (var row = RowStart; row < RowStop; row += blockHeight)
            yield return this with { RowStart = row, RowStop = Math.Min(row + blockHeight, RowStop) };
    }

    /// <summary>All blocks of a grid, row by row, low ones stacked: decoding so, none is decoded twice.</summary>
    public static IReadOnlyList<PixelWindow> Of(GeoGrid grid, int blockWidth, int blockHeight)
    {
        List<PixelWindow> windows = [];
        var height = blockHeight * Math.Max(1, RowsAtOnce / blockHeight);
        for (var row = 0; row < grid.Height; row += height)
            for (var column = 0; column < grid.Width; column += blockWidth)
                windows.Add(new(column, row, Math.Min(column + blockWidth, grid.Width), Math.Min(row + height, grid.Height)));
        return windows;
    }
}
