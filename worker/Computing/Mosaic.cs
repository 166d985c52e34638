using Vegetation.Worker.Accumulating;
using Vegetation.Worker.Reading;

namespace Vegetation.Worker.Computing;

/// <summary>
/// Merges the granules of an acquisition, one after the other: each pixel is that of the first granule that has data for it (its class and
/// both DN are not 0). Besides the scene's own buffer it needs four bytes a pixel.
/// </summary>
/// <param name="values">Becomes the merged index, as exact becomes its quotients.</param>
internal sealed class Mosaic
{
    readonly WorkingGrid grid;
    readonly short[] values;
    readonly float[] exact;
    readonly byte[] reasons;
    readonly byte[] granuleReasons;

    public Mosaic(WorkingGrid grid, short[] values, float[] exact)
    {
        (this.grid, this.values, this.exact) = (grid, values, exact);
        (GranuleValues, GranuleExact) = (new short[grid.Count], new float[exact.Length]);
        (reasons, granuleReasons) = (new byte[grid.Count], new byte[grid.Count]);
        values.AsSpan().Fill(SpectralIndex.Nodata);
        exact.AsSpan().Fill(float.NaN);
        reasons.AsSpan().Fill((byte)MaskReason.Nodata);
    }

    /// <summary>The buffers of the granule at work.</summary>
    public short[] GranuleValues { get; }

    public float[] GranuleExact { get; }

    /// <summary>Keeps the reasons of a row of the granule at work: whether they are final is known at its end.</summary>
    public void Keep(PixelWindow window, int row, ReadOnlySpan<byte> rowReasons) =>
        rowReasons.CopyTo(granuleReasons.AsSpan(grid.IndexOf(window, row), window.Width));

    /// <summary>Takes of the granule at work what no granule before had data for.</summary>
    public void Merge(int threads, CancellationToken cancellationToken) => EachRow(threads, cancellationToken, () => 0, (window, row, _) =>
    {
        var start = grid.IndexOf(window, row);
        for (var i = start; i < start + window.Width; i++)
        {
            if (reasons[i] != (byte)MaskReason.Nodata || granuleReasons[i] == (byte)MaskReason.Nodata) continue;
            (reasons[i], values[i]) = (granuleReasons[i], GranuleValues[i]);
            if (exact.Length > 0) exact[i] = GranuleExact[i];
        }
    }, _ => { });

    /// <summary>Counts the merged pixels.</summary>
    /// <param name="codes">Of the granules, as they are merged.</param>
    public SceneSums Count(ClassPlane codes, SpectralIndex index, RowSink take, int threads, CancellationToken cancellationToken)
    {
        var all = new SceneSums(index);
        EachRow(threads, cancellationToken, () => (Sums: new SceneSums(index), Codes: new byte[grid.Pixels.Width]), (window, row, mine) =>
        {
            var start = grid.IndexOf(window, row);
            codes.Expand(window, row, mine.Codes);
            take(window, row, values.AsSpan(start, window.Width), reasons.AsSpan(start, window.Width), mine.Codes, mine.Sums);
        }, mine => all.Add(mine.Sums));
        return all;
    }

    void EachRow<TOwn>(
        int threads, CancellationToken cancellationToken, Func<TOwn> begin, Action<PixelWindow, int, TOwn> work, Action<TOwn> end)
    {
        var gate = new Lock();
        BlockDecoder.ForEach(threads, cancellationToken, PixelWindow.Of(grid.Pixels, grid.Pixels.Width, 1), begin, (window, own) =>
        {
            for (var row = window.RowStart; row < window.RowStop; row++) work(window, row, own);
        }, own =>
        {
            lock (gate) end(own);
        });
    }
}
