using Vegetation.Worker.Reading;

namespace Vegetation.Worker.Accumulating;

/// <summary>What the classes of a run of pixels are to the sum of a cell: snow and water are counted, and water is no vegetation.</summary>
internal static class ClassSums
{
    static readonly byte Snow = Sensor.Sentinel2.Classes.CodeOf(PixelClass.Snow), Water = Sensor.Sentinel2.Classes.CodeOf(PixelClass.Water);

    /// <summary>Counts snow and water, and takes the values of water out again.</summary>
    public static void AddFine(ref CellSum run, ReadOnlySpan<short> values, ReadOnlySpan<byte> reasons, ReadOnlySpan<byte> codes)
    {
        if (!codes.ContainsAny(Snow, Water)) return;
        for (var i = 0; i < reasons.Length; i++)
        {
            if (reasons[i] == (byte)MaskReason.Nodata) continue;
            if (codes[i] == Snow) run.Snow++;
            if (codes[i] != Water) continue;
            run.Water++;
            if (reasons[i] != (byte)MaskReason.Kept) continue;
            run.Valid--;
            run.Sum -= values[i];
            run.SumSquares -= values[i] * values[i];
        }
    }

    /// <summary>
    /// Sums in pixels of the classification, of which a coarse pixel has many: each has the value of the pixel that it lies in, unless it
    /// is water.
    /// </summary>
    /// <param name="run">Where the values lie in the window's row.</param>
    public static CellSum Coarse(ReadOnlySpan<short> values, Range run, RowClasses classes)
    {
        ReadOnlySpan<byte> seen = classes.Seen[run], snow = classes.Snow[run], water = classes.Water[run];
        var sums = new CoarseSums();
        var done = 0;
        for (; done <= values.Length - 8; done += 8)
            sums.Add(values[done..], seen[done..].FirstEight(), snow[done..].FirstEight(), water[done..].FirstEight());
        var sum = sums.Sum();
        for (var i = done; i < values.Length; i++) Add(ref sum, values[i], seen[i], snow[i], water[i]);
        return sum;
    }

    /// <summary>One pixel of the grid.</summary>
    public static void Add(ref CellSum sum, short value, byte seen, byte snow, byte water)
    {
        sum.Observed += seen;
        sum.Snow += snow;
        sum.Water += water;
        if (value == SpectralIndex.Nodata) return;
        var land = seen - water;
        sum.Clear += seen;
        sum.Valid += land;
        sum.Sum += land * value;
        sum.SumSquares += (long)land * value * value;
    }
}
