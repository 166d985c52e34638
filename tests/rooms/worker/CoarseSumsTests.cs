using Vegetation.Core.Indices;
using Vegetation.Core.Sums;
using Vegetation.Worker.Accumulating;
using Vegetation.Worker.Reading;

namespace Vegetation.Tests.Worker;

public sealed class CoarseSumsTests
{
    /// <summary>The extremes often: 255 pixels of the classification in each of 64 must not overflow.</summary>
    [Theory]
    [InlineData(8), InlineData(16), InlineData(64)]
    public void Eight_pixels_at_a_time_add_up_as_one_by_one(int length)
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            short[] extremes = [SpectralIndex.Nodata, 10000, -10000, 0, (short)random.Next(-10000, 10001)];
            short[] values = [.. Enumerable.Range(0, length).Select(_ => extremes[random.Next(extremes.Length)])];
            byte[] seen = [.. values.Select(_ => (byte)random.Next(256))];
            byte[] water = [.. seen.Select(n => (byte)(random.Next(2) * random.Next(n + 1)))];
            byte[] snow = [.. seen.Zip(water, (n, w) => (byte)(n - w))];
            var (one, eight) = (new CellSum(), new CoarseSums());
            for (var i = 0; i < length; i++) ClassSums.Add(ref one, values[i], seen[i], snow[i], water[i]);
            for (var i = 0; i < length; i += 8) eight.Add(values.AsSpan(i), Eight(seen, i), Eight(snow, i), Eight(water, i));
            Assert.Equal(one, eight.Sum());
        }

        static System.Runtime.Intrinsics.Vector256<int> Eight(byte[] bytes, int at) => ((ReadOnlySpan<byte>)bytes.AsSpan(at)).FirstEight();
    }
}
