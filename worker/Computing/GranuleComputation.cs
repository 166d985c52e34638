using System.Runtime.InteropServices;
using Vegetation.Worker.Accumulating;
using Vegetation.Worker.Reading;

namespace Vegetation.Worker.Computing;

/// <summary>Gets a finished row of a granule: values or nodata, and why each pixel is kept or not.</summary>
internal delegate void RowSink(
    PixelWindow window, int row, ReadOnlySpan<short> values, ReadOnlySpan<byte> reasons, ReadOnlySpan<byte> codes, SceneSums sums);

/// <summary>What came of a granule.</summary>
internal sealed record GranuleResult(OffsetClaims Claims, BoaOffset Offset, SceneSums Sums);

/// <summary>
/// Computes the index of one granule: its first band, then its second with the offset that catalog and tags claim. Where the pixels of both
/// bands prove another one, which is rare, it computes again with that. One buffer holds first the DN, then the index. The result does not
/// depend on the threads.
/// </summary>
/// <param name="exact">Room for the quotients, or empty.</param>
internal sealed class GranuleComputation(
    GranuleBands bands, WorkingGrid grid, ClassMap classes, SpectralIndex index, short[] values, float[] exact, RowSink take)
{
    /// <exception cref="Contract.UnitFailure">failed(missing-block): a block is absent where the satellite saw something.</exception>
    /// <exception cref="Raster.RasterException">a block does not decode.</exception>
    public GranuleResult Run(OffsetClaims claims)
    {
        var claimed = claims.Resolve(default);
        var sums = Compute(claimed.Value);
        var offset = claims.Resolve(sums.Offset);
        if (offset.Value != claimed.Value) sums = Compute(offset.Value);
        return new(claims, offset, sums);
    }

    SceneSums Compute(int offset) =>
        index == SpectralIndex.Ndvi
            ? Compute(new PixelRow<NdviKernel>(index, offset))
            : Compute(new PixelRow<FractionKernel>(index, offset));

    SceneSums Compute<TKernel>(PixelRow<TKernel> pixels) where TKernel : struct, IIndexKernel<TKernel>
    {
        var all = new SceneSums(index);
        bands.ReadFirst(values);
        bands.ReadSecond(() => new SceneSums(index), (decoded, mine) =>
        {
            var (window, room) = (decoded.Window, new byte[2 * decoded.Window.Width]);
            for (var row = window.RowStart; row < window.RowStop; row++) Row(pixels, decoded, row, room, mine);
        }, all.Add);
        all.EmptyBlocks = bands.EmptyBlocks;
        return all;
    }

    void Row<TKernel>(PixelRow<TKernel> pixels, DecodedWindow decoded, int row, Span<byte> room, SceneSums sums)
        where TKernel : struct, IIndexKernel<TKernel>
    {
        var (window, start) = (decoded.Window, grid.IndexOf(decoded.Window, row));
        var mine = values.AsSpan(start, window.Width);
        var second = decoded.Row(row);
        if (row % grid.ClassRatio == 0)
            classes.Look(window, row, MemoryMarshal.Cast<short, ushort>(mine), second, ref sums.Offset);
        var reasons = room[..window.Width];
        var codes = room[window.Width..];
        classes.Reasons.Expand(window, row, reasons);
        classes.Codes.Expand(window, row, codes);
        pixels.Compute(mine, second, reasons, exact.Length == 0 ? default : exact.AsSpan(start, window.Width));
        take(window, row, mine, reasons, codes, sums);
    }
}
