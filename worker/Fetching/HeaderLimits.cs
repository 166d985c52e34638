using Vegetation.Core.Work;
using Vegetation.Raster;
using Vegetation.Worker.Contract;

namespace Vegetation.Worker.Fetching;

/// <summary>What a header may claim, checked before anything is made as large: a tile has 10980 x 10980 pixels in blocks of 1024.</summary>
internal static class HeaderLimits
{
    const int LongestSide = 1 << 14, LargestBlock = 1 << 22, MostBlocks = 1 << 20;

    /// <param name="name">The band, as messages call it.</param>
    /// <exception cref="UnitFailure">invalid(grid): it claims more than a tile can have.</exception>
    public static void Require(RasterReader band, string name)
    {
        Require(band.Width <= LongestSide && band.Height <= LongestSide,
            $"{name} has {band.Width} x {band.Height} pixels, far more than a tile");
        Require(band.BlockWidth <= LongestSide && (long)band.BlockWidth * band.BlockHeight <= LargestBlock,
            $"{name} has blocks of {band.BlockWidth} x {band.BlockHeight} pixels, over {LargestBlock}");
        Require(Count(band.Width, band.BlockWidth) * Count(band.Height, band.BlockHeight) <= MostBlocks,
            $"{name} has more than {MostBlocks} blocks");
    }

    static long Count(int pixels, int block) => ((long)pixels + block - 1) / block;

    static void Require(bool holds, string otherwise)
    {
        if (!holds) throw new UnitFailure(Reason.Grid, otherwise);
    }
}
