using System.Runtime.Intrinsics.X86;

namespace Vegetation.Raster;

/// <summary>
/// Zeroed memory at an address that does not show in what ISA-L packs. In version 2.30 its assembly for level 1 files the third
/// position of a block under the hash of bits 16 to 47 of its stream's address, not under that of the bytes there: a register still
/// holds the address there. So the stream lies only where that hash is 0, which is the hash of zeros too, as of a block's padding.
/// </summary>
internal sealed unsafe class IsalMemory : IDisposable
{
    /// <summary>Between programs and their heaps, far from both. One place in 65,536 fits, so that this holds some 10,000.</summary>
    const long First = 0x1000_0000_0000, Last = 0x4000_0000_0000, Step = 1 << 16;

    readonly int length;

    IsalMemory(byte* address, int length)
    {
        Address = address;
        this.length = length;
    }

    public byte* Address { get; }

    /// <summary>Null where the system gives none at any of the places.</summary>
    public static IsalMemory? Take(int length)
    {
        for (var place = First; place < Last; place += Step)
            if (IsNeutral(place) && TryTake(place, length)) return new((byte*)place, length);
        return null;
    }

    public void Dispose() => SystemMemory.Unmap(Address, (nuint)length);

    /// <summary>By the same CRC-32C; the library's table takes 13 bits of it, a larger one at most 16.</summary>
    internal static bool IsNeutral(long place) => (ushort)Sse42.Crc32(0, (uint)(place >> 16)) == 0;

    static bool TryTake(long place, int length)
    {
        var taken = SystemMemory.Map((void*)place, (nuint)length, SystemMemory.NotReplacing);
        if ((long)taken == place) return true;
        if (taken != null) SystemMemory.Unmap(taken, (nuint)length); // the kernel took the place for a wish
        return false;
    }
}
