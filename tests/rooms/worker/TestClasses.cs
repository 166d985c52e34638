using Vegetation.Raster;
using Vegetation.Worker.Reading;

namespace Vegetation.Tests.Worker;

/// <summary>Classes on the pixels of a grid, as if the classification were as fine.</summary>
static class TestClasses
{
    /// <param name="codes">Of the pixels of a window's row.</param>
    public static RowClasses Row(GeoGrid grid, PixelWindow window, byte[] codes)
    {
        var line = new byte[grid.Width];
        codes.CopyTo(line, window.ColumnStart);
        var classes = new RowClasses(new(grid, grid));
        classes.Load(new(new(line, grid.Width, 1), new(new byte[grid.Width], grid.Width, 1), line),
            window with { RowStart = 0, RowStop = 1 }, 0);
        return classes;
    }
}
