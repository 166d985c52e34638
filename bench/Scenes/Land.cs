namespace Vegetation.Bench.Scenes;

/// <summary>Smooth fields over the scene's pixels, from waves alone: quick, and the same everywhere.</summary>
internal static class Land
{
    /// <summary>How bare the land is, 0..1.</summary>
    public static double At(int column, int row) =>
        0.5 + (0.2 * Math.Sin((column * 0.0011) + (row * 0.0007))) + (0.15 * Math.Sin((column * 0.0067) - (row * 0.0053)))
            + (0.1 * Math.Sin((column * 0.041) + (row * 0.037)));

    /// <summary>
    /// SCL class of a pixel of 20 m: parcels of vegetation and soil, water, and clouds with shadows on about a sixth, whose edges are as
    /// ragged as real ones: fields of several scales are cut at a threshold, so that pieces of every size are left, single pixels too.
    /// </summary>
    public static byte ClassAt(int column, int row)
    {
        var cloud = Patches.At(column, row, Clouds);
        if (cloud > 0.67) return 9;
        if (cloud > 0.62) return 8;
        if (cloud > 0.61) return 10;
        if (Patches.At(column - 30, row - 45, Clouds) > 0.62) return 3;
        var ground = Patches.At(column, row, Parcels) + (0.35 * (At(column * 2, row * 2) - 0.5));
        return ground switch { < 0.315 => 6, < 0.335 => 2, < 0.545 => 4, < 0.57 => 7, _ => 5 };
    }

    // Which field, its widest patches in pixels, and how much of a patch's height goes to those half as wide.
    static readonly PatchScales Clouds = new(1, 512, 0.62), Parcels = new(2, 64, 0.42);
}

/// <param name="Widest">Pixels from one point of the coarsest lattice to the next; a power of two.</param>
/// <param name="Roughness">The height of each finer lattice, that of the one before being 1.</param>
internal readonly record struct PatchScales(int Field, int Widest, double Roughness);

/// <summary>Random fields: heights at the points of lattices, each half as wide as the one before, smoothly joined and added.</summary>
internal static class Patches
{
    /// <summary>0..1, about 0.5.</summary>
    public static double At(int column, int row, PatchScales scales)
    {
        var (sum, most, height) = (0.0, 0.0, 1.0);
        for (var width = scales.Widest; width > 1; width /= 2, height *= scales.Roughness)
            (sum, most) = (sum + (height * Joined(column, row, width, scales.Field)), most + height);
        return sum / most;
    }

    static double Joined(int column, int row, int width, int field)
    {
        var (left, top) = (Math.DivRem(column + Far, width), Math.DivRem(row + Far, width));
        var (x, y) = (Smooth(left.Remainder / (double)width), Smooth(top.Remainder / (double)width));
        double Height(int right, int down) => PixelNoise.Uniform(((ulong)field << 60) ^ ((ulong)width << 48)
            ^ ((ulong)(left.Quotient + right) << 24) ^ (ulong)(top.Quotient + down));
        var (above, below) = (double.Lerp(Height(0, 0), Height(1, 0), x), double.Lerp(Height(0, 1), Height(1, 1), x));
        return double.Lerp(above, below, y);
    }

    const int Far = 1 << 12; // a shadow's cloud may lie outside

    static double Smooth(double part) => part * part * (3 - (2 * part));
}

/// <summary>About normal noise with deviation 1, the same for the same seed (splitmix64, four 16-bit parts added).</summary>
internal struct PixelNoise(ulong seed)
{
    const double Mean = 2 * 65535, Deviation = 37837; // of the sum of four uniform numbers of 16 bits

    ulong state = Mix(seed); // mixed, or the rows of neighbouring seeds would be the same but for a shift

    public double Next()
    {
        var z = Mix(state += 0x9E3779B97F4A7C15);
        return ((z & 0xFFFF) + ((z >> 16) & 0xFFFF) + ((z >> 32) & 0xFFFF) + (z >> 48) - Mean) / Deviation;
    }

    /// <summary>0..1, the same for the same seed.</summary>
    public static double Uniform(ulong seed) => (Mix(seed) >> 11) / (double)(1UL << 53);

    static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
