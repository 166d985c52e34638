using Vegetation.Raster;

namespace Vegetation.Tests.Raster;

/// <summary>The promise of the same bytes: what a block packs to depends on nothing but the block.</summary>
public sealed class BlockEncoderTests
{
    public static TheoryData<string> Names => [.. Codecs.Keys];

    static readonly Dictionary<string, Func<BlockEncoder>> Codecs = new()
    {
        ["libdeflate"] = () => new LibdeflateEncoder(1),
        ["ZSTD"] = () => new ZstdEncoder(1),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void What_came_before_and_what_lies_around_do_not_change_a_byte(string name)
    {
        var random = new Random(3);
        for (var kind = 0; kind < 40; kind++)
        {
            var block = Block(random, kind);
            using var first = Codecs[name]();
            var expected = Packed(first, block, around: 0, at: 0);
            for (var i = 0; i < 6; i++)
            {
                using var encoder = Codecs[name]();
                Packed(encoder, Block(random, i * 7), 0, 0);
                Assert.Equal(expected, Packed(encoder, block, (byte)random.Next(256), random.Next(100_000)));
            }
        }
    }

    static byte[] Packed(BlockEncoder encoder, byte[] block, byte around, int at)
    {
        var memory = new byte[at + block.Length + 300]; // its address differs each time
        memory.AsSpan().Fill(around);
        block.CopyTo(memory, at);
        var into = new byte[BlockEncoder.RoomFor(block.Length)];
        return into[..encoder.Encode(memory.AsSpan(at, block.Length), into)];
    }

    /// <summary>Noise, slopes and constants, and mixtures of them.</summary>
    static byte[] Block(Random random, int kind)
    {
        var block = new byte[kind % 4 == 0 ? 512 * 512 * 2 : 64 * 64 * kind];
        for (var i = 0; i < block.Length; i++)
            block[i] = (kind % 3, i / 1000 % 2) switch { (0, _) => (byte)random.Next(1 + (kind * 5 * (i % 2))), 
                (1, 0) => (byte)(i / 7), _ => (byte)kind };
        return block;
    }
}
