using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
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
        ["ISA-L"] = () => IsalEncoder.IsSound() ? new IsalEncoder() : new LibdeflateEncoder(1), // there is none for Arm
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

    [Fact]
    public void Isal_is_there_on_x64_and_packs_deflate_of_level_1()
    {
        Assert.Equal(Sse42.X64.IsSupported, IsalEncoder.IsSound());
        Assert.Equal(IsalEncoder.IsSound(), BlockCodec.For(new())!.Name.StartsWith(IsalEncoder.Library, StringComparison.Ordinal));
        Assert.StartsWith(Inflater.Library, BlockCodec.For(new(Level: 2))!.Name);
    }

    /// <summary>
    /// Of this block all but one in 8,192 addresses of the stream give other bytes than these: each run of the tests is another process
    /// with other addresses, each encoder here has its own.
    /// </summary>
    [Fact]
    public void What_isal_packs_does_not_depend_on_where_its_stream_lies()
    {
        const string version = "libisal.so.2.0.30", pinned = "e430906bdec4f052e03dfb477d05e2176c9b0abc7df17e90c42202146eeb195e";
        if (!BlockCodec.For(new())!.Name.StartsWith(version, StringComparison.Ordinal)) return;
        var block = PaddedMeasures();
        List<IsalEncoder> encoders = [.. Enumerable.Range(0, 40).Select(_ => new IsalEncoder())];
        Assert.All(encoders, encoder => Assert.Equal(pinned, Convert.ToHexStringLower(SHA256.HashData(Packed(encoder, block, 0, 0)))));
        encoders.ForEach(encoder => encoder.Dispose());
    }

    /// <summary>Float32 samples as they are after their predictor, with padding before and beside them.</summary>
    static byte[] PaddedMeasures()
    {
        var block = new byte[1 << 20];
        var noise = 1u;
        for (var i = 0; i < block.Length; i++)
        {
            noise = (noise * 1_664_525) + 1_013_904_223;
            block[i] = (i < 40_000 || i % 512 >= 200, i / 512 % 4) switch
            {
                (false, 0) => (byte)(noise >> 28 == 0 ? 255 : 0), (false, 1) => (byte)((noise >> 24) % 3), _ => 0,
            };
        }
        return block;
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
