using Vegetation.Core.Scenes;
using Vegetation.Core.Sums;
using Vegetation.Raster;

namespace Vegetation.Tests.Worker;

/// <summary>
/// NDVI of one pixel after another, written from the rules and not from the worker: decimals, no blocks, no threads, no shared code but
/// the positions of the cells.
/// </summary>
static class Reference
{
    static readonly int[] Dropped = [0, 1, 3, 8, 9, 10, 11], Growing = [3, 8, 9, 10];

    /// <param name="growth">Pixels of 20 m by which dropped clouds and shadows are dilated.</param>
    /// <param name="dropped">SCL classes that are dropped; by default those of a request that says nothing.</param>
    /// <param name="ratio">How many pixels one of the classification covers.</param>
    public static short[] Ndvi(TestScene scene, int offset = 0, int growth = 2, int[]? dropped = null, int ratio = 2) =>
        Index(scene, (r, n) => (n - r) / (n + r), offset, growth, dropped ?? Dropped, ratio);

    public static short[] Evi2(TestScene scene, int offset, int ratio = 2) =>
        Index(scene, (r, n) => 2.5m * (n - r) / (n + 2.4m * r + 10_000), offset, 2, Dropped, ratio);

    /// <param name="formula">Of reflectances x 10000.</param>
    static short[] Index(TestScene scene, Func<decimal, decimal, decimal> formula, int offset, int growth, int[] dropped, int ratio)
    {
        var ndvi = new short[scene.Red.Length];
        for (var row = 0; row < scene.Grid.Height; row++)
            for (var column = 0; column < scene.Grid.Width; column++)
                ndvi[(row * scene.Grid.Width) + column] = Pixel(scene, column, row, formula, offset, growth, dropped, ratio);
        return ndvi;
    }

    static short Pixel(
        TestScene scene, int column, int row, Func<decimal, decimal, decimal> formula, int offset, int growth, int[] dropped, int ratio)
    {
        int red = scene.Red[(row * scene.Grid.Width) + column], nir = scene.Nir[(row * scene.Grid.Width) + column];
        if (red == 0 || nir == 0 || red >= 32768 || nir >= 32768
            || IsMasked(scene, column / ratio, row / ratio, growth, dropped, ratio)) return -19999;
        decimal r = red + offset, n = nir + offset;
        var smallest = offset == 0 ? 2 : 1; // in corrected files reflectance below 0 was clipped to DN 1
        if (r < smallest || n < smallest || r > 20000 || n > 20000) return -19999;
        return (short)Math.Round(formula(r, n) * 10000m, MidpointRounding.AwayFromZero);
    }

    /// <summary>How many pixels ended how, in the order of the reasons.</summary>
    /// <returns>Valid, nodata, saturated, masked, dilated, clipped, out of range.</returns>
    public static long[] Counts(TestScene scene, int offset, int growth, int[] dropped)
    {
        var (counts, width) = (new long[7], scene.Grid.Width);
        for (var i = 0; i < scene.Red.Length; i++) counts[Reason(scene, i % width, i / width, offset, growth, dropped)]++;
        return counts;
    }

    static int Reason(TestScene scene, int column, int row, int offset, int growth, int[] dropped)
    {
        int red = scene.Red[(row * scene.Grid.Width) + column], nir = scene.Nir[(row * scene.Grid.Width) + column];
        var code = scene.Scl[(row / 2 * ((scene.Grid.Width + 1) / 2)) + (column / 2)];
        if (red == 0 || nir == 0 || code == 0) return 1;
        if (red >= 32768 || nir >= 32768 || (code == 1 && dropped.Contains(1))) return 2;
        if (code > 11 || dropped.Contains(code)) return 3;
        if (IsMasked(scene, column / 2, row / 2, growth, dropped, 2)) return 4;
        if (offset == 0 && (red == 1 || nir == 1)) return 5;
        return Pixel(scene, column, row, (_, _) => 0, offset, growth, dropped, 2) == -19999 ? 6 : 0;
    }

    static bool IsMasked(TestScene scene, int column, int row, int growth, int[] dropped, int ratio)
    {
        var (width, height) = ((scene.Grid.Width + ratio - 1) / ratio, (scene.Grid.Height + ratio - 1) / ratio);
        var code = scene.Scl[(row * width) + column];
        if (code is 0 or > 11 || dropped.Contains(code)) return true;
        for (var y = Math.Max(0, row - growth); y <= Math.Min(height - 1, row + growth); y++)
            for (var x = Math.Max(0, column - growth); x <= Math.Min(width - 1, column + growth); x++)
                if (Growing.Contains(scene.Scl[(y * width) + x]) && dropped.Contains(scene.Scl[(y * width) + x])) return true;
        return false;
    }

    /// <summary>
    /// NDVI x 1 where the other has a value, NaN elsewhere; doubles have more than twice the digits of floats, so rounding twice is
    /// rounding once.
    /// </summary>
    public static float[] Exact(TestScene scene, short[] ndvi, int offset = 0) =>
    [
        .. ndvi.Select((n, i) => n == -19999 ? float.NaN : (float)(((double)scene.Nir[i] - scene.Red[i]) / (
            (double)scene.Nir[i] + scene.Red[i] + 2 * offset))),
    ];

    /// <summary>
    /// Cell to the pixels with NDVI, those of them that are not water, and the sum of their NDVI; each pixel projected by itself, for a
    /// tile whose square is given by its corner.
    /// </summary>
    public static Dictionary<int, (long Clear, long Valid, long Sum)> Cells(
        TestScene scene, short[] ndvi, double squareWest, double squareSouth)
    {
        var grid = scene.Grid;
        double[] x = new double[ndvi.Length], y = new double[ndvi.Length];
        for (var i = 0; i < ndvi.Length; i++)
            (x[i], y[i]) = (grid.OriginX + (i % grid.Width * 10) + 5, grid.OriginY - (i / grid.Width * 10) - 5);
        double[] lon = [.. x], lat = [.. y];
        Projection.ToLonLat(grid.Epsg, lon, lat);
        Dictionary<int, (long Clear, long Valid, long Sum)> cells = [];
        for (var i = 0; i < ndvi.Length; i++)
        {
            var owned = x[i] >= squareWest && x[i] < squareWest + 100000 && y[i] >= squareSouth && y[i] < squareSouth + 100000;
            if (!owned || lon[i] < 6 || lon[i] >= 12 || ndvi[i] == -19999) continue;
            var cell = new CellGrid(20).CellOf(lon[i], lat[i]);
            var (clear, valid, sum) = cells.GetValueOrDefault(cell);
            var isWater = scene.Scl[(i / grid.Width / 2 * ((grid.Width + 1) / 2)) + (i % grid.Width / 2)] == 6;
            cells[cell] = isWater ? (clear + 1, valid, sum) : (clear + 1, valid + 1, sum + ndvi[i]);
        }
        return cells;
    }
}
