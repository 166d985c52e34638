using Vegetation.Products.Pictures;

namespace Vegetation.Tests.Products.Pictures;

public sealed class ResamplingTests
{
    const int None = -1;

    [Fact]
    public void A_pixel_is_the_mean_of_the_cells_under_it_that_have_a_value() =>
        Assert.Equal([2, 30], Resampling.Mean([1, None, 20, 40, 3, None, 30, None], 4, None, 2, 1));

    [Fact]
    // three cells on two pixels: the middle one belongs half to either
    public void Cells_count_by_the_share_of_the_pixel_that_they_cover() =>
        Assert.Equal(
            [(10 + 0.5f * 40) / 1.5f, (0.5f * 40 + 70) / 1.5f], Resampling.Mean([10, 40, 70], 3, None, 2, 1), (a, b) =>
            Math.Abs(a - b) < 1e-4);

    [Theory]
    [InlineData(50, 30, 7, 4)]
    [InlineData(31, 17, 30, 16)]
    [InlineData(720, 360, 146, 73)]
    public void No_cell_is_dropped(int columns, int rows, int width, int height)
    {
        for (var step = 0; step < 40; step++)
        {
            var cells = new int[columns * rows];
            Array.Fill(cells, None);
            cells[step * 7919 % cells.Length] = 5;
            var values = Resampling.Mean(cells, columns, None, width, height).Where(v => !float.IsNaN(v)).ToList();
            Assert.InRange(values.Count, 1, 4);
            Assert.All(values, v => Assert.Equal(5, v));
        }
    }

    [Fact]
    public void The_mean_of_all_stays_where_all_have_a_value()
    {
        var cells = Enumerable.Range(0, 70 * 50).Select(i => i * 7919 % 10007).ToArray();
        Assert.Equal(cells.Average(), Resampling.Mean(cells, 70, None, 23, 11).Average(), 0.5);
    }

    [Fact]
    public void Enlarged_cells_keep_their_values()
    {
        var pixels = Resampling.Mean([1, 2, None, 4], 2, None, 10, 10);
        Assert.Equal((1, 2, 4), (pixels[0], pixels[9], pixels[99]));
        Assert.Equal(25, pixels.Count(float.IsNaN));
    }
}
