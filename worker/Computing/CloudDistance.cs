using Vegetation.Core.Composites;
using Vegetation.Worker.Reading;

namespace Vegetation.Worker.Computing;

/// <summary>
/// How far each pixel lies from cloud, cirrus or shadow, in pixels of the classification (the larger of both ways), up to a cap: two passes
/// give the exact distance. Of a coarse pixel that of its middle.
/// </summary>
internal static class CloudDistance
{
    static readonly bool[] IsCloud =
        [.. Enumerable.Range(0, 256).Select(
            code => Sensor.Sentinel2.Classes.Of(code) is PixelClass.Cloud or PixelClass.CloudShadow or PixelClass.Cirrus)];

    public static ClassPlane Of(byte[] codes, WorkingGrid grid)
    {
        var (width, height) = (grid.Classes.Width, grid.Classes.Height);
        var distances = new byte[codes.Length];
        for (var i = 0; i < codes.Length; i++) distances[i] = IsCloud[codes[i]] ? (byte)0 : (byte)Compositing.FarFromCloud;
        for (var row = 0; row < height; row++)
            Pass(distances, row > 0 ? distances.AsSpan((row - 1) * width, width) : default, row, width, 0, 1);
        for (var row = height - 1; row >= 0; row--)
            Pass(distances, row + 1 < height ? distances.AsSpan((row + 1) * width, width) : default, row, width, width - 1, -1);
        return grid.IsCoarse ? new(Middles(distances, grid), grid.Pixels.Width, 1) : new(distances, width, grid.ClassRatio);
    }

    /// <summary>One more than the nearest of the row beside and of the pixel before.</summary>
    static void Pass(byte[] distances, ReadOnlySpan<byte> beside, int row, int width, int first, int step)
    {
        var mine = distances.AsSpan(row * width, width);
        var before = byte.MaxValue;
        for (var column = first; column >= 0 && column < width; column += step)
        {
            var nearest = Math.Min(mine[column] - 1, before);
            if (beside.Length > 0)
                nearest = Math.Min(nearest,
                    Math.Min(beside[column], Math.Min(beside[Math.Max(0, column - 1)], beside[Math.Min(width - 1, column + 1)])));
            mine[column] = (byte)Math.Min(mine[column], nearest + 1);
            before = mine[column];
        }
    }

    static byte[] Middles(byte[] distances, WorkingGrid grid)
    {
        var middles = new byte[grid.Count];
        for (var row = 0; row < grid.Pixels.Height; row++)
        {
            var from = Middle(row, grid.Pixels.Height, grid.Classes.Height) * grid.Classes.Width;
            for (var column = 0; column < grid.Pixels.Width; column++)
                middles[(row * grid.Pixels.Width) + column] = distances[from + Middle(column, grid.Pixels.Width, grid.Classes.Width)];
        }
        return middles;
    }

    static int Middle(int pixel, int pixels, int classes) => (int)(((2L * pixel) + 1) * classes / (2 * pixels));
}
