namespace Vegetation.Bench.Scenes;

/// <summary>Smooth fields over the scene's pixels, from waves alone: quick, and the same everywhere.</summary>
internal static class Land
{
    /// <summary>How bare the land is, 0..1.</summary>
    public static double At(int column, int row) =>
        0.5 + (0.2 * Math.Sin((column * 0.0011) + (row * 0.0007))) + (0.15 * Math.Sin((column * 0.0067) - (row * 0.0053)))
            + (0.1 * Math.Sin((column * 0.041) + (row * 0.037)));

    /// <summary>SCL class: vegetation, soil and water, under clouds with their shadows on about a sixth.</summary>
    public static byte ClassAt(int column, int row)
    {
        if (Cloud(column, row) > 1.25) return 9;
        if (Cloud(column, row) > 1.1) return 8;
        if (Cloud(column - 60, row - 90) > 1.2) return 3;
        return At(column, row) switch { < 0.2 => 6, < 0.62 => 4, _ => 5 };
    }

    static double Cloud(int column, int row) =>
        Math.Sin((column * 0.0031) + 1) + Math.Sin((row * 0.0043) + (column * 0.0007))
            + (0.3 * Math.Sin(column * 0.031) * Math.Sin(row * 0.029));
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

    static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
