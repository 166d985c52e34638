using System.Runtime.InteropServices;
using Vegetation.Core.Ndvi;
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

    /// <summary>Fills a buffer with the DN of red, as ushort bits, and returns what the kept ones tell of the offset.</summary>
    /// <exception cref="UnitFailure">failed(missing-block): a block is absent where the satellite saw something.</exception>
    /// <exception cref="Raster.RasterException">a block does not decode.</exception>
    public OffsetEvidence ReadRed(short[] buffer)
    {
        var evidence = new OffsetEvidence();
        decoder.Run(files.Red, () => new EvidenceBox(), (decoded, mine) =>
        {
            var window = decoded.Window;
            RequireBlocks(decoded, "red");
            for (var row = window.RowStart; row < window.RowStop; row++)
            {
                var red = decoded.Row(row);
                red.CopyTo(MemoryMarshal.Cast<short, ushort>(buffer.AsSpan((row * grid.Pixels.Width) + window.ColumnStart, window.Width)));
                if (row % 2 == 0) mine.Evidence.Count(red, classes.FatesOf(window, row), classes.CodesOf(window, row));
            }
        }, mine => evidence.Add(mine.Evidence));
        return evidence;
    }

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

    sealed class EvidenceBox
    {
        public OffsetEvidence Evidence;
    }
}
