namespace Vegetation.Worker.Reading;

/// <summary>
/// The classes of a window's row, a byte for each pixel; one for each thread. On a grid that is coarser than the classification also how
/// many of its pixels are seen, snow and water in each.
/// </summary>
internal sealed class RowClasses(WorkingGrid grid)
{
    readonly ClassCounts? counts = grid.IsCoarse ? new(grid) : null;
    readonly byte[] codes = new byte[grid.Pixels.Width], mask = new byte[grid.Pixels.Width];
    int width;

    public ReadOnlySpan<byte> Codes => codes.AsSpan(0, width);

    /// <summary><see cref="MaskReason"/> by the classification and the area alone.</summary>
    public ReadOnlySpan<byte> Mask => mask.AsSpan(0, width);

    public bool AreCounted => counts is not null;

    public ReadOnlySpan<byte> Seen => counts!.Seen[..width];
    public ReadOnlySpan<byte> Snow => counts!.Snow[..width];
    public ReadOnlySpan<byte> Water => counts!.Water[..width];

    public void Load(ClassMap classes, PixelWindow window, int row)
    {
        width = window.Width;
        classes.Codes.Expand(window, row, codes.AsSpan(0, width));
        classes.Reasons.Expand(window, row, mask.AsSpan(0, width));
        counts?.Count(classes.Full, window, row);
        if (grid.Area is not { } area) return;
        area.SetOutside(window, row, mask.AsSpan(0, width), (byte)MaskReason.Nodata);
        if (counts is null) return;
        area.SetOutside(window, row, counts.Seen[..width], 0);
        area.SetOutside(window, row, counts.Snow[..width], 0);
        area.SetOutside(window, row, counts.Water[..width], 0);
    }
}
