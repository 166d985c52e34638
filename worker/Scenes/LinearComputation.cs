using Vegetation.Core.Grid;
using Vegetation.Core.Ndvi;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Raster;
using Vegetation.Worker.Assets;

namespace Vegetation.Worker.Scenes;

/// <summary>
/// NDVI as the AWS post computes it, to compare ours with: DN as they are, no offset; dropped is only a pixel whose linearly interpolated class code is
/// exactly one of the rule's; nothing else is masked but nodata, which is DN 0 in red or nir: the post reads masked arrays, in which it is
/// NaN. Only for <see cref="SclSampling.Linear"/>.
/// </summary>
internal sealed class LinearComputation(SceneFiles files, SceneGrid grid, WorkUnit unit, int threads, CancellationToken stop)
{
    readonly MaskRule rule = unit.Mask.ToRule();
    readonly float[] exact = NdviScene.RoomForExact(unit.Output, grid);

    /// <exception cref="UnitFailure">failed(missing-block): a block is absent where the satellite saw something.</exception>
    /// <exception cref="RasterException">a block does not decode.</exception>
    public NdviScene Run(short[] buffer)
    {
        var classes = SceneClasses.Read(files, grid, rule, threads);
        var linear = new LinearScl(classes.Codes, grid.SclWidth, grid.SclHeight);
        var bands = new GranuleBands(files, grid, classes, threads, stop);
        var (sums, tally) = (new SceneSums(), new SceneTally(grid, unit));
        bands.ReadRed(buffer);
        bands.ReadNir(() => new SceneSums(), (decoded, mine) =>
        {
            var window = decoded.Window;
            var fates = new byte[window.Width];
            for (var row = window.RowStart; row < window.RowStop; row++)
            {
                for (var column = window.ColumnStart; column < window.ColumnStop; column++)
                    fates[column - window.ColumnStart] = Pixel(column, row, decoded.Row(row)[column - window.ColumnStart], linear, buffer);
                tally.Add(window, row, buffer.AsSpan((row * grid.Pixels.Width) + window.ColumnStart, window.Width), fates, classes.CodesOf(window, row), mine);
            }
        }, sums.Add);
        classes.CountByClass(grid.Pixels).CopyTo(sums.Pixels.ByClass, 0);
        return new(grid, buffer, BoaOffset.Ignored, sums.Pixels, sums.Statistics, CellsDocument.From(new(unit.CellsPerDegree), sums.Cells),
            [.. Warning.OfPixels(sums, bands.EmptyBlocks)]) { Exact = exact };
    }

    /// <summary>Turns red in the buffer into NDVI and says why a pixel is kept or not.</summary>
    byte Pixel(int column, int row, ushort nir, LinearScl linear, short[] buffer)
    {
        var index = (row * grid.Pixels.Width) + column;
        var red = unchecked((ushort)buffer[index]);
        var fate = red == 0 || nir == 0 ? SclFate.Nodata : linear.Drops(column, row, rule) ? SclFate.Masked : SclFate.Keep;
        buffer[index] = fate == SclFate.Keep ? NdviMath.Scaled(red, nir, 0) : NdviMath.Nodata;
        if (exact.Length > 0) exact[index] = fate == SclFate.Keep ? NdviMath.Exact(red, nir, 0) : float.NaN;
        return (byte)fate;
    }
}
