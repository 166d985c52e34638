using FsCheck.Xunit;
using Vegetation.Core.Indices;
using Vegetation.Core.Zones;

namespace Vegetation.Tests.Core;

public sealed class ZoneSumsTests
{
    const int Zones = 40;

    /// <summary>Of pixels as chance has them.</summary>
    static ZoneSum Of(Random random, int pixels)
    {
        var sum = new ZoneSum { Pixels = pixels };
        for (var i = random.Next(pixels + 1); i > 0; i--)
        {
            sum.Observed++;
            if (random.Next(3) == 0) continue;
            sum.Clear++;
            if (random.Next(4) == 0) continue;
            var value = random.Next(-10_000, 10_001);
            sum.Valid++;
            sum.Sum += value;
            sum.SumSquares += value * value;
            (sum.Minimum, sum.Maximum) = (Math.Min(sum.Minimum, value), Math.Max(sum.Maximum, value));
            sum.Histogram.Add(ZoneHistogram.BinOf(value), 1);
        }
        return sum;
    }

    static ZonesDocument Tile(int seed)
    {
        var random = new Random(seed);
        return ZonesDocument.From(Enumerable.Range(0, Zones).Where(_ => random.Next(2) == 0)
            .Select(number => KeyValuePair.Create(number, Of(random, random.Next(50)))));
    }

    static ZoneSums Sums(params IEnumerable<ZonesDocument> tiles)
    {
        var sums = new ZoneSums(Zones, SpectralIndex.Ndvi);
        foreach (var tile in tiles) sums.Add(tile, "a tile");
        return sums;
    }

    static byte[] Bytes(ZoneSums sums)
    {
        using var stream = new MemoryStream();
        sums.WriteTo(stream);
        return stream.ToArray();
    }

    static ZoneSums Read(ZoneSums into, byte[] bytes)
    {
        into.Read(new MemoryStream(bytes), "aggregation/00007-zones-ndvi");
        return into;
    }

    [Property(MaxTest = 500)]
    public bool Sums_of_any_pixels_are_possible_and_read_as_they_were_written(int seed)
    {
        var sum = Of(new(seed), 30);
        var row = ZonesDocument.Row(7, sum);
        return sum.IsPossible(SpectralIndex.Ndvi) && ZonesDocument.Read(row) is (7, { } read)
            && ZonesDocument.Row(7, read).AsSpan().SequenceEqual(row);
    }

    [Fact]
    public void Tiles_in_any_order_and_any_batches_give_the_same_bytes()
    {
        var tiles = Enumerable.Range(1, 12).Select(Tile).ToArray();
        var bytes = Bytes(Sums(tiles));
        Assert.Equal(bytes, Bytes(Sums(tiles.Reverse())));
        var batches = tiles.Chunk(5).Reverse().Select(batch => Bytes(Sums(batch)));
        Assert.Equal(bytes, Bytes(batches.Aggregate(new ZoneSums(Zones, SpectralIndex.Ndvi), Read)));
    }

    [Fact]
    public void Bins_are_half_open_and_lie_where_the_value_does_below_0_too()
    {
        Assert.Equal([-100, -100, -1, -1, 0, 0, 1, 99, 100],
            new[] { -10_000, -9_901, -100, -1, 0, 99, 100, 9_999, 10_000 }.Select(ZoneHistogram.BinOf));
        for (var value = (int)SpectralIndex.Nodata; value <= short.MaxValue; value++)
            Assert.Equal((int)Math.Floor(value / 100.0), ZoneHistogram.BinOf(value));
    }

    [Theory]
    [InlineData("six numbers", new long[] { 5, 1, 1, 1, 0, 0 }, "a zone of 6 numbers")]
    [InlineData("valid pixels without bins", new long[] { 5, 1, 1, 1, 1, 4, 16, 4, 4 }, "a zone of 9 numbers")]
    [InlineData("half a bin", new long[] { 5, 1, 1, 1, 1, 4, 16, 4, 4, 0 }, "a zone of 10 numbers")]
    [InlineData("a bin beyond all values", new long[] { 5, 1, 1, 1, 1, 4, 16, 4, 4, 1L << 40, 1 }, "a zone of 11 numbers")]
    [InlineData("beyond the last", new long[] { 40, 1, 0, 0, 0, 0, 0 }, "a zone 40; expected 0 to 39")]
    [InlineData("before the first", new long[] { -1, 1, 0, 0, 0, 0, 0 }, "a zone -1")]
    [InlineData("more observed than pixels", new long[] { 5, 1, 2, 0, 0, 0, 0 }, "no pixels can have")]
    [InlineData("more clear than observed", new long[] { 5, 3, 1, 2, 0, 0, 0 }, "no pixels can have")]
    [InlineData("valid, but counted without", new long[] { 5, 3, 3, 3, 1, 4, 16 }, "no pixels can have")]
    [InlineData("squares that are too few", new long[] { 5, 1, 1, 1, 1, 4, 15, 4, 4, 0, 1 }, "no pixels can have")]
    [InlineData("bins that are too few", new long[] { 5, 2, 2, 2, 2, 8, 32, 4, 4, 0, 1 }, "no pixels can have")]
    [InlineData("a bin of none", new long[] { 5, 1, 1, 1, 1, 4, 16, 4, 4, 0, -1, 1, 2 }, "no pixels can have")]
    [InlineData("a least in no bin", new long[] { 5, 1, 1, 1, 1, 104, 10816, 4, 104, 1, 1 }, "no pixels can have")]
    [InlineData("a most beyond the index", new long[] { 5, 1, 1, 1, 1, 11_000, 121_000_000, 11_000, 11_000, 110, 1 }, "no pixels can have")]
    [InlineData("a mean beyond the most", new long[] { 5, 2, 2, 2, 2, 12, 72, 4, 4, 0, 2 }, "no pixels can have")]
    public void What_no_pixels_can_have_is_refused_by_name_and_not_added(string what, long[] row, string said)
    {
        var sums = Sums(Tile(1));
        var before = Bytes(sums);
        var refused = Assert.Throws<InvalidDataException>(() => sums.Add(new([row]), "zones/a_ndvi.json"));
        Assert.StartsWith("zones/a_ndvi.json has ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.True(before.AsSpan().SequenceEqual(Bytes(sums)), what);
    }

    [Fact]
    public void A_zone_that_comes_twice_and_a_document_without_zones_are_refused()
    {
        long[] row = [5, 1, 0, 0, 0, 0, 0];
        Assert.Contains("zone 5 after 5", Assert.Throws<InvalidDataException>(() => Sums(new ZonesDocument([row, row]))).Message,
            StringComparison.Ordinal);
        Assert.Contains("holds no zones", Assert.Throws<InvalidDataException>(() => Sums(new ZonesDocument(null!))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_cut_go_on_or_are_of_other_zones_are_refused()
    {
        var bytes = Bytes(Sums(Tile(1)));
        foreach (var harmed in new[] { bytes[..^1], bytes[..3], [.. bytes, 0], [1, .. bytes[1..]], [.. bytes[..4], 41, .. bytes[5..]] })
            Assert.Contains("does not hold zone sums",
                Assert.Throws<InvalidDataException>(() => Read(new ZoneSums(Zones, SpectralIndex.Ndvi), harmed)).Message,
                StringComparison.Ordinal);
    }
}
