namespace Vegetation.Local.Demo;

/// <summary>
/// Smooth noise of two coordinates, 0..1: random values at whole numbers, blended between. The same for the same seed on every machine.
/// </summary>
static class ValueNoise
{
    public static double At(double x, double y, uint seed)
    {
        var column = (int)Math.Floor(x);
        var row = (int)Math.Floor(y);
        var (right, down) = (Blend(x - column), Blend(y - row));
        var upper = Mix(Lattice(column, row, seed), Lattice(column + 1, row, seed), right);
        var lower = Mix(Lattice(column, row + 1, seed), Lattice(column + 1, row + 1, seed), right);
        return Mix(upper, lower, down);
    }

    /// <summary>Octaves of doubling frequency and halving weight, 0..1.</summary>
    public static double Fractal(double x, double y, int octaves, uint seed) => Sum(x, y, octaves, seed, value => value);

    /// <summary>As <see cref="Fractal"/>, with sharp crests, 0..1.</summary>
    public static double Ridged(double x, double y, int octaves, uint seed) =>
        Sum(x, y, octaves, seed, value => 1 - Math.Abs(2 * value - 1));

    static double Sum(double x, double y, int octaves, uint seed, Func<double, double> shape)
    {
        var (sum, weights, weight) = (0.0, 0.0, 1.0);
        for (var octave = 0; octave < octaves; octave++)
        {
            sum += weight * shape(At(x, y, seed + (uint)octave));
            weights += weight;
            (x, y, weight) = (x * 2 + 17.3, y * 2 - 9.1, weight / 2);
        }
        return sum / weights;
    }

    /// <summary>One value for a whole cell, 0..1.</summary>
    public static double Lattice(int column, int row, uint seed)
    {
        var h = (uint)column * 0x9E3779B1u ^ (uint)row * 0x85EBCA77u ^ seed * 0xC2B2AE3Du;
        h = (h ^ h >> 15) * 0x2C1B3C6Du;
        h = (h ^ h >> 12) * 0x297A2D39u;
        return (h ^ h >> 15) / (double)uint.MaxValue;
    }

    static double Blend(double t) => t * t * (3 - 2 * t);

    static double Mix(double a, double b, double t) => a + (b - a) * t;
}
