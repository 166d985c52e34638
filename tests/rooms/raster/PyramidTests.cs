using Vegetation.Raster;

namespace Vegetation.Tests.Raster;

public sealed class PyramidTests
{
    const short Nodata = -19999;

    [Theory]
    [InlineData(1, 1), InlineData(64, 3), InlineData(65, 64), InlineData(101, 57)]
    public void Each_level_holds_the_rounded_means_of_the_one_before(int width, int height)
    {
        var samples = Samples(width * height);
        using var pyramid = new Pyramid<short>(Pictures.Grid(width, height), samples, Nodata, blockSize: 8, threads: 2);
        var levels = pyramid.Levels;
        Assert.Equal(samples, levels[0].Samples);
        Assert.True(Math.Max(levels[^1].Width, levels[^1].Height) <= 8);
        for (var i = 1; i < levels.Count; i++) Assert.Equal(Plain(levels[i - 1]), levels[i].Samples.ToArray());
    }

    [Theory]
    [InlineData(1, 1), InlineData(64, 3), InlineData(687, 687), InlineData(1373, 1371), InlineData(700, 3), InlineData(1098, 333)]
    public void Nearest_overviews_are_those_of_the_library(int width, int height)
    {
        RasterLibrary.Initialise();
        byte[] samples = [.. Enumerable.Range(0, width * height).Select(i => (byte)(i * 7 / 3))];
        using var ours = Pyramid<byte>.Of(Pictures.Grid(width, height), samples, 0, new(OverviewResampling: "NEAREST", BlockSize: 8));
        var library = Overviews.Of<byte>(ours.Levels[0], "NEAREST", ours.Levels.Count - 1);
        Assert.All(library.Zip(ours.Levels), pair => Assert.True(pair.First.Samples.Span.SequenceEqual(pair.Second.Samples.Span)));
    }

    // The extremes of int16 too, and each number of valid samples.
    static short[] Samples(int count)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count)
            .Select(_ =>
            random.Next(5) switch { 0 or 1 => Nodata, 2 => short.MaxValue, 3 => short.MinValue, _ => (short)random.Next(-9, 10) })];
    }

    static short[] Plain(PyramidLevel<short> level)
    {
        var (width, height) = ((level.Width + 1) / 2, (level.Height + 1) / 2);
        var half = new short[width * height];
        for (var i = 0; i < half.Length; i++)
        {
            var (x, y) = (i % width * 2, i / width * 2);
            var valid = (from row in Enumerable.Range(y, Math.Min(2, level.Height - y))
                         from column in Enumerable.Range(x, Math.Min(2, level.Width - x))
                         select level.Samples.Span[(row * level.Width) + column]).Where(v => v != Nodata).ToList();
            half[i] = valid.Count == 0 ? Nodata
                : (short)Math.Round((decimal)valid.Sum(v => v) / valid.Count, MidpointRounding.AwayFromZero);
        }
        return half;
    }
}
