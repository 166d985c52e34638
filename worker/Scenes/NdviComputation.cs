using Vegetation.Core.Grid;
using Vegetation.Core.Units;
using Vegetation.Raster;
using Vegetation.Worker.Assets;

namespace Vegetation.Worker.Scenes;

/// <summary>
/// Computes the NDVI of one scene: classes and mask, then red (which may overrule the catalog's offset), then near infrared.
/// One buffer holds first red, then NDVI. The result does not depend on the threads.
/// </summary>
internal sealed class NdviComputation(SceneFiles files, SceneGrid grid, WorkUnit unit, int threads, CancellationToken stop)
{
    readonly float[] exact = NdviScene.RoomForExact(unit.Output, grid);

    /// <exception cref="UnitFailure">failed(missing-block): a block is absent where the satellite saw something.</exception>
    /// <exception cref="RasterException">a block does not decode.</exception>
    public NdviScene Run(short[] buffer)
    {
        var classes = SceneClasses.Read(files, grid, unit.Mask.ToRule(), threads);
        var bands = new GranuleBands(files, grid, classes, threads, stop);
        var offset = SceneOffset.Judged(unit.Scene, bands.ReadRed(buffer));
        var sums = ReadNir(bands, classes, buffer, offset.Value);
        classes.CountByClass(grid.Pixels).CopyTo(sums.Pixels.ByClass, 0);
        return new(grid, buffer, offset, sums.Pixels, sums.Statistics, CellsDocument.From(new(unit.CellsPerDegree), sums.Cells),
            [.. Warning.OfOffset(unit.Scene, offset), .. Warning.OfPixels(sums, bands.EmptyBlocks)]) { Exact = exact };
    }

    SceneSums ReadNir(GranuleBands bands, SceneClasses classes, short[] buffer, int offset)
    {
        var all = new SceneSums();
        var tally = new SceneTally(grid, unit);
        bands.ReadNir(() => new SceneSums(), (decoded, mine) =>
        {
            var window = decoded.Window;
            Span<byte> fates = new byte[window.Width];
            for (var row = window.RowStart; row < window.RowStop; row++)
            {
                var start = (row * grid.Pixels.Width) + window.ColumnStart;
                var ndvi = buffer.AsSpan(start, window.Width);
                var nir = decoded.Row(row);
                var quotients = exact.Length == 0 ? default : exact.AsSpan(start, window.Width);
                ExactRow.Divide(ndvi, nir, quotients, offset);
                PixelRow.ToNdvi(ndvi, nir, classes.FatesOf(window, row), fates, offset);
                ExactRow.Blank(quotients, fates);
                tally.Add(window, row, ndvi, fates, classes.CodesOf(window, row), mine);
            }
        }, all.Add);
        return all;
    }
}
