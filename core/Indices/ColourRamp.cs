namespace Vegetation.Core.Indices;

/// <summary>
/// Colours for a measure: stops at even steps, between which red, green and blue run straight, as the gradients of web pages and drawings
/// do.
/// </summary>
/// <param name="First">The value of the first stop; smaller ones have its colour.</param>
/// <param name="Last">The value of the last stop; greater ones have its colour.</param>
/// <param name="Stops">As 0xRRGGBB, at least two.</param>
public sealed record ColourRamp(double First, double Last, IReadOnlyList<uint> Stops)
{
    public uint At(double value)
    {
        var place = Math.Clamp((value - First) / (Last - First), 0, 1) * (Stops.Count - 1);
        var below = Math.Min((int)place, Stops.Count - 2);
        return Blend(Stops[below], Stops[below + 1], place - below);
    }

    /// <summary>The stops as web pages write them: "#f3e0c8, #e8cb9c ...", what goes into a linear-gradient.</summary>
    public string Css => string.Join(", ", Stops.Select(Hex));

    public static string Hex(uint colour) => $"#{colour:x6}";

    static uint Blend(uint from, uint to, double share)
    {
        return Channel(16) << 16 | Channel(8) << 8 | Channel(0);

        uint Channel(int shift)
        {
            double first = from >> shift & 255, second = to >> shift & 255;
            return (uint)Math.Round(first + (second - first) * share);
        }
    }
}
