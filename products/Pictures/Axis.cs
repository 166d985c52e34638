namespace Vegetation.Products.Pictures;

/// <summary>
/// Values along a side of a drawing: <paramref name="From"/> lies at pixel <paramref name="Start"/>, <paramref name="To"/> at pixel
/// <paramref name="Stop"/>.
/// </summary>
readonly record struct Axis(double From, double To, float Start, float Stop)
{
    public float At(double value) => (float)(Start + (value - From) / (To - From) * (Stop - Start));

    /// <summary>The multiples of a step that lie on it, both ends included.</summary>
    public IEnumerable<double> Ticks(double step)
    {
        var (first, last) = (Math.Ceiling(From / step - 1e-9), Math.Floor(To / step + 1e-9));
        for (var i = first; i <= last; i++) yield return i * step + 0.0; // + 0.0: no minus before zero
    }

    /// <summary>The smallest of 1, 2 and 5 times a power of ten that divides a span into at most so many parts.</summary>
    public static double Step(double span, int most)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(span / most)));
        return new[] { 1, 2, 5, 10 }.Select(factor => factor * power).First(step => span / step <= most + 1e-9);
    }
}
