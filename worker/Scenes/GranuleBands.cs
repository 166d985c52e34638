using System.Runtime.InteropServices;
using Vegetation.Core.Scenes;
using Vegetation.Core.Units;
using Vegetation.Worker.Assets;

namespace Vegetation.Worker.Scenes;

/// <summary>Red and near infrared of one granule, decoded one after the other, with a look at each block.</summary>
internal sealed class GranuleBands(SceneFiles files, SceneGrid grid, SceneClasses classes, int threads, CancellationToken stop)
{
    readonly BlockDecoder decoder = new(grid.Pixels, threads, stop);
    int emptyBlocks;

    /// <summary>Blocks of nothing but zeros where the classification saw every pixel.</summary>
    public int EmptyBlocks => emptyBlocks;

    /// <summary>Fills a buffer with the DN of red, as ushort bits.</summary>
    /// <exception cref="UnitFailure">failed(missing-block): a block is absent where the satellite saw something.</exception>
    /// <exception cref="Raster.RasterException">a block does not decode.</exception>
    public void ReadRed(short[] buffer) => decoder.Run(files.Red, () => 0, (decoded, _) =>
    {
        RequireBlocks(decoded, "red");
        var window = decoded.Window;
        for (var row = window.RowStart; row < window.RowStop; row++) decoded.Row(row).CopyTo(RedOf(buffer, window, row));
    }, _ => { });

    /// <summary>What near infrared and the red in a buffer tell of the offset.</summary>
    public OffsetEvidence Look(short[] buffer)
    {
        var all = new SceneSums();
        decoder.Run(files.Nir, () => new SceneSums(), (decoded, mine) =>
        {
            var window = decoded.Window;
            for (var row = window.RowStart; row < window.RowStop; row++) Look(decoded, row, RedOf(buffer, window, row), mine);
        }, all.Add);
        return all.Offset;
    }

    /// <summary>The same of one row, in every second one.</summary>
    public void Look(DecodedWindow nir, int row, ReadOnlySpan<ushort> red, SceneSums sums)
    {
        if (row % 2 == 0) sums.Offset.Count(red, nir.Row(row), classes.FatesOf(nir.Window, row), classes.CodesOf(nir.Window, row));
    }

    /// <summary>The place of a window's row in a buffer.</summary>
    public Span<ushort> RedOf(short[] buffer, PixelWindow window, int row) =>
        MemoryMarshal.Cast<short, ushort>(buffer.AsSpan((row * grid.Pixels.Width) + window.ColumnStart, window.Width));

    /// <param name="take">Gets each window; they come in any order.</param>
    /// <param name="join">Called once a thread, never at the same time.</param>
    /// <exception cref="UnitFailure">as above.</exception>
    /// <exception cref="Raster.RasterException">as above.</exception>
    public void ReadNir<TSums>(Func<TSums> newSums, Action<DecodedWindow, TSums> take, Action<TSums> join) =>
        decoder.Run(files.Nir, newSums, (decoded, mine) =>
        {
            RequireBlocks(decoded, "nir");
            take(decoded, mine);
        }, join);

    void RequireBlocks(DecodedWindow decoded, string band)
    {
        foreach (var block in decoded.Window.Split(decoded.Reader.BlockHeight))
        {
            if (decoded.Reader.HasMissingBlocks(1, block.ColumnStart, block.RowStart, block.Width, block.Height) && classes.SawSomething(block))
                throw new UnitFailure(UnitStatus.Failed, "missing-block", $"{band} lacks the block at column {block.ColumnStart}, row {block.RowStart}");
            if (decoded.IsZero(block) && classes.SawEverything(block)) Interlocked.Increment(ref emptyBlocks);
        }
    }
}
