using Vegetation.Core.Masking;

namespace Vegetation.Tests.Core;

public sealed class ByteCountsTests
{
    /// <summary>So many of one value that a counter of one byte would not do; and values that are not counted.</summary>
    [Theory]
    [InlineData(0, 12), InlineData(31, 12), InlineData(33, 11), InlineData(5490, 12), InlineData(32 * 600 + 7, 13), InlineData(40_000, 1)]
    public void Each_value_is_counted_as_often_as_it_occurs(int length, int values)
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var random = new Random(seed);
            byte[] bytes = [.. Enumerable.Range(0, length).Select(_ => (byte)(random.Next(4) == 0 ? random.Next(256) : seed))];
            var counts = Enumerable.Repeat(7L, values).ToArray();
            ByteCounts.Add(bytes, counts);
            Assert.Equal(Enumerable.Range(0, values).Select(value => 7L + bytes.Count(b => b == value)), counts);
        }
    }
}
