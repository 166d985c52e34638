namespace Vegetation.Core.Ndvi;

/// <summary>
/// Class codes interpolated to 10 m, as xarray's interp does to the codes of 20 m on the centres of the 10 m pixels. In each direction a
/// centre lies a quarter of a 20 m pixel from the nearest code and three quarters from the next, so four codes weigh 9, 3, 3 and 1
/// sixteenths, and whole numbers decide whether a sum is a code. The outermost pixels lie beyond the outermost codes, and code 0 is nodata,
/// which the post's masked reading makes NaN: a pixel with either among its four has no value, which is no code.
/// </summary>
/// <param name="codes">Class codes, height x width, row-major.</param>
public sealed class LinearScl(byte[] codes, int width, int height)
{
    /// <summary>
    /// Sixteen times the interpolated code of a 10 m pixel; null where one of the four codes is 0 or beyond the outermost.
    /// </summary>
    public int? Sixteenths(int column, int row)
    {
        var (nearX, nextX) = Neighbours(column);
        var (nearY, nextY) = Neighbours(row);
        if (nextX < 0 || nextX >= width || nextY < 0 || nextY >= height) return null;
        var (near, beside, below, across) = (Code(nearX, nearY), Code(nextX, nearY), Code(nearX, nextY), Code(nextX, nextY));
        return near == 0 || beside == 0 || below == 0 || across == 0 ? null : 9 * near + 3 * beside + 3 * below + across;
    }

    /// <summary>Whether the interpolated code is exactly one of those that the rule names.</summary>
    public bool Drops(int column, int row, MaskRule rule) =>
        Sixteenths(column, row) is { } sum && sum % 16 == 0 && rule.Classes.Contains(sum / 16);

    /// <summary>The 20 m pixel that a 10 m pixel lies in, and the one on its other side.</summary>
    static (int Near, int Next) Neighbours(int pixel) => (pixel / 2, pixel / 2 + (pixel % 2 == 0 ? -1 : 1));

    int Code(int x, int y) => codes[y * width + x];
}
