using System.Globalization;

namespace Vegetation.Core.Ndvi;

/// <summary>
/// Whether NDVI lies where it must for vegetation, bare soil and water (SCL 4, 5, 6). A wrong offset trips the first gate at once.
/// Histograms of NDVI x 10000 over one pixel of each 20 m pixel.
/// </summary>
public sealed class QualityGates
{
    const int EnoughPixels = 10_000, Bins = 20_001, Extreme = 9800;

    /// <summary>SCL class, its name, and the range of its median NDVI x 10000.</summary>
    static readonly (byte Class, string Name, int Low, int High)[] Gates =
        [(4, "vegetation", 3500, 9500), (5, "bare soil", -500, 4500), (6, "water", -10000, 2000)];

    readonly int[][] histograms = [new int[Bins], new int[Bins], new int[Bins]];
    long all, extreme;

    public void Count(short ndvi, byte sclClass)
    {
        all++;
        if (Math.Abs((int)ndvi) > Extreme) extreme++;
        if (sclClass is >= 4 and <= 6) histograms[sclClass - 4][ndvi + 10_000]++;
    }

    public void Add(QualityGates other)
    {
        (all, extreme) = (all + other.all, extreme + other.extreme);
        for (var i = 0; i < histograms.Length; i++)
            for (var bin = 0; bin < Bins; bin++) histograms[i][bin] += other.histograms[i][bin];
    }

    /// <summary>A sentence for each gate that tripped.</summary>
    public IEnumerable<string> Tripped()
    {
        foreach (var (sclClass, name, low, high) in Gates)
            if (Median(histograms[sclClass - 4]) is { } median && Crossed(median, low, high) is { } crossed)
                yield return $"median NDVI over {name} is {Text(median)}, {crossed}";
        if (all >= EnoughPixels && extreme * 200 > all)
            yield return $"{extreme} of {all} NDVI are beyond 0.98 or below -0.98; expected at most {all / 200} (0.5 %)";
    }

    /// <summary>The limit that a median lies beyond, or null.</summary>
    static string? Crossed(int median, int low, int high) =>
        median < low ? $"below {Text(low)}" : median > high ? $"above {Text(high)}" : null;

    /// <summary>All four digits, so that no two values look alike.</summary>
    static string Text(int scaled) => (scaled * NdviMath.Scale).ToString("0.00##", CultureInfo.InvariantCulture);

    static int? Median(int[] histogram)
    {
        var total = histogram.Sum(n => (long)n);
        if (total < EnoughPixels) return null;
        var (bin, seen) = (0, 0L);
        while ((seen += histogram[bin]) * 2 < total) bin++;
        return bin - 10_000;
    }
}
