using Vegetation.Core.Indices;
using Vegetation.Core.Sums;
using Vegetation.Worker.Accumulating;

namespace Vegetation.Tests.Worker;

public sealed class ValidPixelsTests
{
    [Theory]
    [InlineData(0), InlineData(1), InlineData(15), InlineData(16), InlineData(33), InlineData(64)]
    public void Sums_and_range_are_those_of_the_valid_values_one_by_one(int length)
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var values = Values(new Random(seed), length);
            var valid = values.Where(v => v != SpectralIndex.Nodata).Select(v => (long)v).ToList();
            var sum = new CellSum { Clear = 4, Valid = 3, Sum = -7, SumSquares = 11 };
            ValidPixels.AddTo(ref sum, values);
            Assert.Equal(
                (4 + valid.Count, 3 + valid.Count, valid.Sum() - 7, valid.Sum(v => v * v) + 11),
                (sum.Clear, sum.Valid, sum.Sum, sum.SumSquares));
            Assert.Equal((valid.Append(5).Min(), valid.Append(-5).Max()), ValidPixels.Range(values, 5, -5));
        }
    }

    // The extremes often: sums of squares must not overflow.
    static short[] Values(Random random, int length) =>
        [.. Enumerable.Range(0, length).Select(_ => random.Next(4) switch { 0 => SpectralIndex.Nodata, 1 => (short)10000,
            2 => (short)-10000, _ => (short)random.Next(-10000, 10001) })];
}
