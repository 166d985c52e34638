using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Vegetation.Raster;

/// <summary>
/// DEFLATE in zlib's format by ISA-L, level 1 with a level buffer of medium size, on x86-64 processors with SSE4.2, for which its assembly
/// gives the same bytes whatever else they can. A third of libdeflate's time for some more bytes (igzip_lib.h of version 2.30).
/// </summary>
internal sealed unsafe partial class IsalEncoder : BlockEncoder
{
    internal const string Library = "libisal.so.2";
    const uint Level = 1;

    /// <summary>The structure has 82,384 bytes, and may have more in a later version.</summary>
    const int StreamBytes = 128 << 10;

    const int LevelBufferBytes = 151_552; // ISAL_DEF_LVL1_MEDIUM
    const int MemoryBytes = StreamBytes + LevelBufferBytes;

    readonly IsalMemory memory;

    /// <exception cref="RasterException">the system gives no memory at an address that suits.</exception>
    public IsalEncoder() : this(IsalMemory.Take(MemoryBytes) ?? throw new RasterException("write", "a block",
        FormattableString.Invariant($"got no {MemoryBytes} bytes of memory at an address that suits ISA-L")))
    {
    }

    IsalEncoder(IsalMemory memory) => this.memory = memory;

    /// <summary>
    /// Whether the library is there and its blocks unpack: nothing promises that a structure's fields lie where they are expected.
    /// </summary>
    public static bool IsSound()
    {
        const int bytes = 1 << 16;
        if (!Sse42.X64.IsSupported || !NativeLibrary.TryLoad(Library, typeof(IsalEncoder).Assembly, null, out _)
            || IsalMemory.Take(MemoryBytes) is not { } memory) return false;
        byte[] block = new byte[bytes], packed = new byte[RoomFor(bytes)], unpacked = new byte[bytes];
        for (var i = 0; i < bytes / 2; i++) block[i] = (byte)((i * i) >> 7);
        using var encoder = new IsalEncoder(memory);
        using var inflater = Inflater.For(Predictor.None);
        return inflater is not null && encoder.TryEncode(block, packed, out var length) == 0 && length <= packed.Length
            && inflater.Unpack(packed.AsSpan(0, length), unpacked, bytes, 1) && unpacked.AsSpan().SequenceEqual(block);
    }

    public override int Encode(ReadOnlySpan<byte> block, Span<byte> into) =>
        TryEncode(block, into, out var length) is var code and not 0 ? throw Refused(Library, code) : length;

    public override void Dispose() => memory.Dispose();

    /// <returns>The library's code, 0 where it packed the block.</returns>
    int TryEncode(ReadOnlySpan<byte> block, Span<byte> into, out int length)
    {
        var stream = (Stream*)memory.Address;
        isal_deflate_stateless_init(stream); // sets all but hist_bits, which stays 0
        fixed (byte* from = block, to = into)
        {
            stream->NextIn = from;
            stream->NextOut = to;
            stream->LevelBuffer = memory.Address + StreamBytes;
            (stream->AvailableIn, stream->AvailableOut) = ((uint)block.Length, (uint)into.Length);
            (stream->Level, stream->LevelBufferBytes) = (Level, LevelBufferBytes);
            (stream->EndOfStream, stream->Format) = (1, Stream.Zlib);
            var code = isal_deflate_stateless(stream);
            length = (int)stream->TotalOut;
            return code;
        }
    }

    /// <summary>What is set and read of isal_zstream; the library's own fields lie between and behind.</summary>
    [StructLayout(LayoutKind.Explicit)]
    struct Stream
    {
        public const ushort Zlib = 3; // IGZIP_ZLIB

        [FieldOffset(0)] public byte* NextIn;
        [FieldOffset(8)] public uint AvailableIn;
        [FieldOffset(16)] public byte* NextOut;
        [FieldOffset(24)] public uint AvailableOut;
        [FieldOffset(28)] public uint TotalOut;
        [FieldOffset(40)] public uint Level;
        [FieldOffset(44)] public uint LevelBufferBytes;
        [FieldOffset(48)] public byte* LevelBuffer;
        [FieldOffset(56)] public ushort EndOfStream;
        [FieldOffset(60)] public ushort Format;
    }

    [LibraryImport(Library)] private static partial void isal_deflate_stateless_init(Stream* stream);
    [LibraryImport(Library)] private static partial int isal_deflate_stateless(Stream* stream);
}
