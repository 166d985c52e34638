namespace Vegetation.Tests.Core;

/// <summary>
/// Colours as eyes see them: CIELAB of sRGB (IEC 61966-2-1, white D65), and what is left of a colour without one kind of cone.
/// </summary>
static class ColourVision
{
    /// <summary>
    /// Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (IEEE TVCG 15, 2009),
    /// severity 1.0: matrices on linear red, green and blue.
    /// </summary>
    static readonly Dictionary<string, double[][]> Eyes = new()
    {
        ["all cones"] = [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        ["protanopia"] = [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        ["deuteranopia"] = [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    };

    /// <summary>Lightness, 0 for black to 100 for white.</summary>
    public static double Lightness(uint colour) => Lab(Linear(colour)).L;

    /// <summary>The distance in CIELAB (CIE 1976): 2.3 is just noticeable side by side.</summary>
    public static double Difference(string eyes, uint one, uint other)
    {
        var (a, b) = (Lab(Seen(eyes, one)), Lab(Seen(eyes, other)));
        return Math.Sqrt(Math.Pow(a.L - b.L, 2) + Math.Pow(a.A - b.A, 2) + Math.Pow(a.B - b.B, 2));
    }

    static double[] Seen(string eyes, uint colour)
    {
        var linear = Linear(colour);
        return [.. Eyes[eyes].Select(row => Math.Clamp(row.Zip(linear, (m, v) => m * v).Sum(), 0, 1))];
    }

    static double[] Linear(uint colour) => [.. new[] { 16, 8, 0 }.Select(shift =>
    {
        var value = (colour >> shift & 255) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    })];

    static (double L, double A, double B) Lab(double[] rgb)
    {
        var x = F((0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]) / 0.95047);
        var y = F(0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2]);
        var z = F((0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2]) / 1.08883);
        return (116 * y - 16, 500 * (x - y), 200 * (y - z));

        static double F(double t) => t > Math.Pow(6.0 / 29, 3) ? Math.Cbrt(t) : t * 841 / 108 + 4.0 / 29;
    }
}
