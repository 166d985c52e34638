using Vegetation.Core.Ndvi;
using Vegetation.Raster;

namespace Vegetation.Worker.Products;

/// <summary>A small picture of a scene: means of the valid pixels of squares, transparent where there are none.</summary>
internal static class Thumbnail
{
    const int LongestSide = 512;

    public static void Write(string path, GeoGrid grid, short[] ndvi, int threads)
    {
        var square = (Math.Max(grid.Width, grid.Height) + LongestSide - 1) / LongestSide;
        var (width, height) = ((grid.Width + square - 1) / square, (grid.Height + square - 1) / square);
        var means = new short[width * height];
        Parallel.For(0, height, new ParallelOptions { MaxDegreeOfParallelism = threads }, row => MeansOfRow(grid, ndvi, square, row, means.AsSpan(row * width, width)));
        PngWriter.Write(path, width, height, NdviRamp.Picture(means));
    }

    static void MeansOfRow(GeoGrid grid, short[] ndvi, int square, int row, Span<short> means)
    {
        Span<(int Sum, int Count)> squares = new (int, int)[means.Length];
        for (var y = row * square; y < Math.Min((row + 1) * square, grid.Height); y++)
        {
            var pixels = ndvi.AsSpan(y * grid.Width, grid.Width);
            for (var x = 0; x < pixels.Length; x++)
            {
                if (pixels[x] == NdviMath.Nodata) continue;
                ref var one = ref squares[x / square];
                one = (one.Sum + pixels[x], one.Count + 1);
            }
        }
        for (var x = 0; x < means.Length; x++)
            means[x] = squares[x].Count == 0 ? NdviMath.Nodata : (short)(squares[x].Sum / squares[x].Count);
    }
}
