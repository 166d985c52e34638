using Vegetation.Core.Sums;
using Vegetation.Core.Units;
using Vegetation.Raster;
using Vegetation.Worker.Assets;

namespace Vegetation.Worker.Scenes;

/// <summary>
/// Computes the NDVI of one scene: classes and mask, then red, then near infrared with the offset that catalog and tags claim. Where the
/// pixels of both bands prove another one, which is rare, it computes again with that. One buffer holds first red, then NDVI. The result
/// does not depend on the threads.
/// </summary>
internal sealed class NdviComputation(SceneFiles files, SceneGrid grid, WorkUnit unit, int threads, CancellationToken stop)
{
    readonly float[] exact = NdviScene.RoomForExact(unit.Output, grid);

    /// <exception cref="UnitFailure">
    /// failed(missing-block): a block is absent where the satellite saw something; invalid(baseline).
    /// </exception>
    /// <exception cref="RasterException">a block does not decode.</exception>
    public NdviScene Run(short[] buffer)
    {
        var claims = SceneOffset.Claims(unit.Scene, files);
        var classes = SceneClasses.Read(files, grid, unit.Mask.ToRule(), threads);
        var claimed = claims.Resolve(default);
        var (sums, emptyBlocks) = Compute(classes, buffer, claimed.Value);
        var offset = claims.Resolve(sums.Offset);
        if (offset.Value != claimed.Value) (sums, emptyBlocks) = Compute(classes, buffer, offset.Value);
        classes.CountByClass(grid.Pixels).CopyTo(sums.Pixels.ByClass, 0);
        return new(grid, buffer, offset, sums.Pixels, sums.Statistics, CellsDocument.From(new(unit.CellsPerDegree), sums.Cells),
            [.. Warning.OfOffset(unit.Scene, claims, offset), .. Warning.OfPixels(sums, emptyBlocks)]) { Exact = exact };
    }

    (SceneSums Sums, int EmptyBlocks) Compute(SceneClasses classes, short[] buffer, int offset)
    {
        var (all, tally) = (new SceneSums(), new SceneTally(grid, unit));
        var bands = new GranuleBands(files, grid, classes, threads, stop);
        bands.ReadRed(buffer);
        bands.ReadNir(() => new SceneSums(), (decoded, mine) =>
        {
            var window = decoded.Window;
            Span<byte> fates = new byte[window.Width];
            for (var row = window.RowStart; row < window.RowStop; row++)
            {
                var start = (row * grid.Pixels.Width) + window.ColumnStart;
                var ndvi = buffer.AsSpan(start, window.Width);
                var nir = decoded.Row(row);
                bands.Look(decoded, row, bands.RedOf(buffer, window, row), mine);
                var quotients = exact.Length == 0 ? default : exact.AsSpan(start, window.Width);
                ExactRow.Divide(ndvi, nir, quotients, offset);
                PixelRow.ToNdvi(ndvi, nir, classes.FatesOf(window, row), fates, offset);
                ExactRow.Blank(quotients, fates);
                tally.Add(window, row, ndvi, fates, classes.CodesOf(window, row), mine);
            }
        }, all.Add);
        return (all, bands.EmptyBlocks);
    }
}
