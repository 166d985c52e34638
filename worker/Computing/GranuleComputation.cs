using Vegetation.Worker.Accumulating;
using Vegetation.Worker.Reading;

namespace Vegetation.Worker.Computing;

/// <summary>Gets a finished row of an index of a granule: values or nodata, and why each pixel is kept or not.</summary>
/// <param name="index">Which of the unit's.</param>
internal delegate void RowSink(
    PixelWindow window, int row, int index, ReadOnlySpan<short> values, ReadOnlySpan<byte> reasons, RowClasses classes, SceneSums sums);

/// <summary>What came of a granule.</summary>
internal sealed record GranuleResult(OffsetClaims Claims, BoaOffset Offset, SceneSums Sums);

/// <summary>
/// Computes the indices of one granule, each band decoded once, with the offset that catalog and tags claim. Where the pixels of red and
/// near infrared prove another one, which is rare, it computes again with that; without these bands the claims decide. The result does not
/// depend on the threads.
/// </summary>
/// <param name="roles">Of the bands, in their order.</param>
internal sealed class GranuleComputation(
    GranuleBands bands, List<BandRole> roles, WorkingGrid grid, ClassMap classes, IReadOnlyList<IndexRoom> indices, RowSink take)
{
    readonly (int Red, int Nir) evidence = (roles.IndexOf(BandRole.Red), roles.IndexOf(BandRole.Nir));

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

    SceneSums Compute(int offset)
    {
        List<SpectralIndex> all = [.. indices.Select(room => room.Index)];
        List<(PixelRow Pixels, int[] Bands)> rows = [.. all.Select(index => (PixelRow.Of(index, offset), BandsOf(index)))];
        var sums = new SceneSums(all);
        bands.Read(() => (Room: new RowRoom(grid), Sums: new SceneSums(all)), (window, decoded, mine) =>
        {
            for (var row = window.RowStart; row < window.RowStop; row++) Row(rows, decoded, window, row, mine.Room, mine.Sums);
        }, mine => sums.Add(mine.Sums));
        sums.EmptyBlocks = bands.EmptyBlocks;
        return sums;
    }

    void Row(
        List<(PixelRow Pixels, int[] Bands)> rows, IReadOnlyList<DecodedBand> decoded, PixelWindow window, int row, RowRoom room,
        SceneSums sums)
    {
        room.Classes.Load(classes, window, row);
        if (evidence is ( >= 0, >= 0) && row % grid.ClassRatio == 0) Look(decoded, window, row, ref sums.Offset);
        var (start, width) = (grid.IndexOf(window, row), window.Width);
        for (var i = 0; i < rows.Count; i++)
        {
            var (pixels, own) = rows[i];
            Span<short> values = indices[i].ValuesOf(start, width);
            Span<byte> reasons = room.Reasons.AsSpan(0, width);
            room.Classes.Mask.CopyTo(reasons);
            pixels.Compute(new(decoded[own[0]].Row(row, width), decoded[own[1]].Row(row, width), decoded[own[^1]].Row(row, width)),
                values, reasons, indices[i].ExactOf(start, width));
            take(window, row, i, values, reasons, room.Classes, sums);
        }
    }

    /// <summary>What a row of both bands tells of the offset: one pixel of each pixel of the classification.</summary>
    void Look(IReadOnlyList<DecodedBand> decoded, PixelWindow window, int row, ref OffsetEvidence offset) => offset.Count(
        decoded[evidence.Red].Row(row, window.Width), decoded[evidence.Nir].Row(row, window.Width),
        classes.Reasons.Under(window, row), classes.Codes.Under(window, row), classes.Codes.Ratio);

    int[] BandsOf(SpectralIndex index) => [.. index.Bands.Select(role => roles.IndexOf(role))];

    /// <summary>What a thread needs for a row.</summary>
    sealed record RowRoom(RowClasses Classes, byte[] Reasons)
    {
        public RowRoom(WorkingGrid grid) : this(new RowClasses(grid), new byte[grid.Pixels.Width]) { }
    }
}
