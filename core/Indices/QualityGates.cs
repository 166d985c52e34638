using System.Globalization;
using Vegetation.Core.Masking;

namespace Vegetation.Core.Indices;

/// <summary>
/// Whether an index lies where it must over classes that are known, as its row of <see cref="SpectralIndex"/> says. Histograms of the index
/// x 10000, one a gate, over one pixel of each pixel of the classification.
/// </summary>
public sealed class QualityGates
{
    const int EnoughPixels = 10_000;

    readonly SpectralIndex index;
    readonly int min, limit;
    readonly int[][] histograms;
    readonly int[]?[] byCode;
    long all, extreme;

    /// <param name="classes">Of the codes that come with the values.</param>
    public QualityGates(SpectralIndex index, ClassTable classes)
    {
        (this.index, min, limit) = (index, index.Min, index.Extreme ?? int.MaxValue);
        histograms = [.. index.Gates.Select(_ => new int[index.Max - index.Min + 1])];
        byCode = new int[]?[256];
        for (var code = 0; code < byCode.Length; code++)
            for (var gate = 0; gate < histograms.Length; gate++)
                if (index.Gates[gate].Class == classes.Of(code)) byCode[code] = histograms[gate];
    }

    /// <summary>Counts the pixels of a row that have a value.</summary>
    /// <param name="values">The index x 10000 or nodata; codes as many.</param>
    /// <param name="step">From one that counts to the next: how many pixels one of the classification covers.</param>
    public void Count(ReadOnlySpan<short> values, ReadOnlySpan<byte> codes, int step)
    {
        var (counted, beyond, least, most, histogramOf) = (0, 0, min, limit, byCode); // in registers
        for (var i = 0; i < values.Length; i += step)
        {
            int value = values[i];
            if (value == SpectralIndex.Nodata) continue;
            counted++;
            if (Math.Abs(value) > most) beyond++;
            if (histogramOf[codes[i]] is { } histogram) histogram[value - least]++;
        }
        (all, extreme) = (all + counted, extreme + beyond);
    }

    public void Add(QualityGates other)
    {
        (all, extreme) = (all + other.all, extreme + other.extreme);
        for (var gate = 0; gate < histograms.Length; gate++)
            for (var bin = 0; bin < histograms[gate].Length; bin++) histograms[gate][bin] += other.histograms[gate][bin];
    }

    /// <summary>A sentence for each gate that tripped.</summary>
    public IEnumerable<string> Tripped()
    {
        var name = index.Label;
        foreach (var (gate, histogram) in index.Gates.Zip(histograms))
            if (Median(histogram) is { } median && Crossed(median, gate) is { } crossed)
                yield return $"median {name} over {gate.Name} is {Text(median)}, {crossed}";
        if (all >= EnoughPixels && extreme * 200 > all)
            yield return $"{extreme} of {all} {name} are beyond {Text(limit)} or below {Text(-limit)}; "
                + $"expected at most {all / 200} (0.5 %)";
    }

    /// <summary>The limit that a median lies beyond, or null.</summary>
    static string? Crossed(int median, IndexGate gate) =>
        median < gate.Low ? $"below {Text(gate.Low)}" : median > gate.High ? $"above {Text(gate.High)}" : null;

    /// <summary>All four digits, so that no two values look alike.</summary>
    static string Text(int scaled) => (scaled * SpectralIndex.Scale).ToString("0.00##", CultureInfo.InvariantCulture);

    int? Median(int[] histogram)
    {
        var total = histogram.Sum(n => (long)n);
        if (total < EnoughPixels) return null;
        var (bin, seen) = (0, 0L);
        while ((seen += histogram[bin]) * 2 < total) bin++;
        return bin + min;
    }
}
