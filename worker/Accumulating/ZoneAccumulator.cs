using Vegetation.Worker.Reading;

namespace Vegetation.Worker.Accumulating;

/// <summary>Sums a row of pixels into the zones in which their centres lie, each pixel by its owner only, as the cells do.</summary>
internal sealed class ZoneAccumulator(WorkingGrid grid, IReadOnlyList<UnitZone> zones, OwnedRuns runs, int threads)
{
    static readonly byte Water = Sensor.Sentinel2.Classes.CodeOf(PixelClass.Water);

    readonly ZoneSpans spans = new(zones, grid.Pixels, runs, threads);
    readonly (ClassSpans Across, ClassSpans Down)? classPixels = grid.IsCoarse ? (ClassSpans.Across(grid), ClassSpans.Down(grid)) : null;

    /// <param name="values">The index x 10000 or nodata of the window's row; reasons as many.</param>
    public void Add(
        PixelWindow window, int row, ReadOnlySpan<short> values, ReadOnlySpan<byte> reasons, RowClasses classes, IndexSums sums)
    {
        foreach (var span in spans.Row(row))
        {
            var (start, stop) = (Math.Max(span.ColumnStart, window.ColumnStart), Math.Min(span.ColumnStop, window.ColumnStop));
            if (start >= stop) continue;
            var run = (start - window.ColumnStart)..(stop - window.ColumnStart);
            var sum = sums.Zone(zones[span.Zone].Number);
            sum.Pixels += Pixels(row, start, stop);
            if (classes.AreCounted) AddCoarse(sum, sums.Index, values[run], classes.Seen[run], classes.Water[run]);
            else AddFine(sum, sums.Index, values[run], reasons[run], classes.Codes[run]);
        }
    }

    long Pixels(int row, int start, int stop) => classPixels is not { } of ? stop - start
        : (long)(of.Across.OwnEnd(stop - 1) - of.Across.OwnFirst(start)) * (of.Down.OwnEnd(row) - of.Down.OwnFirst(row));

    static void AddFine(
        ZoneSum zone, SpectralIndex index, ReadOnlySpan<short> values, ReadOnlySpan<byte> reasons, ReadOnlySpan<byte> codes)
    {
        zone.Observed += reasons.Length - reasons.Count((byte)MaskReason.Nodata);
        var bins = zone.Histogram.RoomFor(index);
        var (clear, valid, sum, squares, first) = (0, 0, 0L, 0L, zone.Histogram.First);
        var (low, high) = (zone.Minimum, zone.Maximum);
        for (var i = 0; i < values.Length; i++)
        {
            int value = values[i];
            if (value == SpectralIndex.Nodata) continue;
            clear++;
            if (codes[i] == Water) continue;
            valid++;
            sum += value;
            squares += (long)value * value;
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
            bins[ZoneHistogram.BinOf(value) - first]++;
        }
        Add(zone, clear, valid, sum, squares, low, high);
    }

    /// <summary>In pixels of the classification: each has the value of the pixel that it lies in, as in <see cref="ClassSums"/>.</summary>
    static void AddCoarse(
        ZoneSum zone, SpectralIndex index, ReadOnlySpan<short> values, ReadOnlySpan<byte> seen, ReadOnlySpan<byte> water)
    {
        var bins = zone.Histogram.RoomFor(index);
        var (clear, valid, sum, squares, first) = (0, 0, 0L, 0L, zone.Histogram.First);
        var (low, high) = (zone.Minimum, zone.Maximum);
        for (var i = 0; i < values.Length; i++)
        {
            zone.Observed += seen[i];
            int value = values[i];
            if (value == SpectralIndex.Nodata) continue;
            var land = seen[i] - water[i];
            clear += seen[i];
            if (land == 0) continue;
            valid += land;
            sum += land * value;
            squares += (long)land * value * value;
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
            bins[ZoneHistogram.BinOf(value) - first] += land;
        }
        Add(zone, clear, valid, sum, squares, low, high);
    }

    static void Add(ZoneSum zone, int clear, int valid, long sum, long squares, int low, int high)
    {
        zone.Clear += clear;
        zone.Valid += valid;
        zone.Sum += sum;
        zone.SumSquares += squares;
        (zone.Minimum, zone.Maximum) = (low, high);
    }
}
