using Vegetation.Core.Indices;

namespace Vegetation.Products.Pictures;

/// <summary>The values of an index along an axis.</summary>
readonly record struct ValueRange(double First, double Last)
{
    /// <summary>Both ends are multiples of it.</summary>
    public const double Step = 0.02;

    /// <summary>Around the values of a picture, in whole ticks.</summary>
    public static ValueRange Around(double least, double most)
    {
        const double tick = 0.2;
        var first = Math.Floor(least / tick + 1e-9);
        return new(first * tick, Math.Max(Math.Ceiling(most / tick - 1e-9), first + 1) * tick);
    }

    /// <summary>From the colours of the index, or a little below where one colour stands for all that is below, within its range.</summary>
    /// <param name="below">How far the axis reaches below such colours.</param>
    public static ValueRange Of(SpectralIndex index, double below)
    {
        var (ramp, reach) = (index.Ramp.Ramp, index.Ramp.BelowZero is null ? 0 : below);
        var first = Math.Max(ramp.First - reach, index.Min * SpectralIndex.Scale);
        var last = Math.Min(ramp.Last, index.Max * SpectralIndex.Scale);
        return new(Math.Floor(first / Step + 1e-9) * Step, Math.Ceiling(last / Step - 1e-9) * Step);
    }
}
