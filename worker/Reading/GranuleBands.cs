using System.Runtime.InteropServices;
using Vegetation.Worker.Contract;

namespace Vegetation.Worker.Reading;

/// <summary>The two bands of a granule, decoded one after the other, with a look at each block.</summary>
internal sealed class GranuleBands(
    BandView first, BandView second, WorkingGrid grid, ClassMap classes, int threads, CancellationToken cancellationToken)
{
    readonly BlockDecoder decoder = new(grid.Pixels, threads, cancellationToken);
    int emptyBlocks;

    /// <summary>Blocks of nothing but zeros where the classification saw every pixel, since the first band was read last.</summary>
    public int EmptyBlocks => emptyBlocks;

    /// <summary>Fills a buffer of the working grid with the DN of the first band, as ushort bits.</summary>
    /// <exception cref="UnitFailure">failed(missing-block): a block is absent where the satellite saw something.</exception>
    /// <exception cref="Raster.RasterException">a block does not decode.</exception>
    public void ReadFirst(short[] buffer)
    {
        emptyBlocks = 0;
        decoder.Run(first, () => 0, (decoded, _) =>
        {
            RequireBlocks(decoded, first.Name);
            var window = decoded.Window;
            for (var row = window.RowStart; row < window.RowStop; row++)
                decoded.Row(row).CopyTo(MemoryMarshal.Cast<short, ushort>(buffer.AsSpan(grid.IndexOf(window, row), window.Width)));
        }, _ => { });
    }

    /// <param name="take">Gets each window of the second band; they come in any order.</param>
    /// <param name="join">Called once a thread, never at the same time.</param>
    /// <exception cref="UnitFailure">as above.</exception>
    /// <exception cref="Raster.RasterException">as above.</exception>
    public void ReadSecond<TSums>(Func<TSums> newSums, Action<DecodedWindow, TSums> take, Action<TSums> join) =>
        decoder.Run(second, newSums, (decoded, mine) =>
        {
            RequireBlocks(decoded, second.Name);
            take(decoded, mine);
        }, join);

    void RequireBlocks(DecodedWindow decoded, string band)
    {
        foreach (var block in decoded.Window.Split(decoded.Reader.BlockHeight))
        {
            if (decoded.Reader.HasMissingBlocks(1, block.ColumnStart, block.RowStart, block.Width, block.Height)
                && classes.SawSomething(block))
                throw new UnitFailure(Reason.MissingBlock,
                    $"{band} lacks the block at column {block.ColumnStart}, row {block.RowStart}");
            if (decoded.IsZero(block) && classes.SawEverything(block)) Interlocked.Increment(ref emptyBlocks);
        }
    }
}
