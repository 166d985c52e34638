namespace Vegetation.Worker.Reading;

/// <summary>A block of pixels; columns and rows are half-open.</summary>
internal readonly record struct PixelWindow(int ColumnStart, int RowStart, int ColumnStop, int RowStop)
{
    public int Width => ColumnStop - ColumnStart;
    public int Height => RowStop - RowStart;

    const int RowsAtOnce = 256;

    /// <summary>The parts of it that are no larger than a block, from its upper left corner on.</summary>
    public IEnumerable<PixelWindow> Split(int blockWidth, int blockHeight)
    {
        for (var row = RowStart; row < RowStop; row += blockHeight)
            for (var column = ColumnStart; column < ColumnStop; column += blockWidth)
                yield return new(column, row, Math.Min(column + blockWidth, ColumnStop), Math.Min(row + blockHeight, RowStop));
    }

    /// <summary>The larger pixels that it touches.</summary>
    public PixelWindow DividedBy(int ratio) =>
        new(ColumnStart / ratio, RowStart / ratio, (ColumnStop + ratio - 1) / ratio, (RowStop + ratio - 1) / ratio);

    /// <summary>The smaller pixels under it that lie in a window.</summary>
    public PixelWindow MultipliedBy(int ratio, PixelWindow within) => new(
        Math.Max(ColumnStart * ratio, within.ColumnStart), Math.Max(RowStart * ratio, within.RowStart),
        Math.Min(ColumnStop * ratio, within.ColumnStop), Math.Min(RowStop * ratio, within.RowStop));

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
