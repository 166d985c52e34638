using System.Runtime.InteropServices;

namespace Vegetation.Raster;

/// <summary>Zeroed memory of the system that costs nothing until it is touched, in <see cref="HugePages"/> where it is large.</summary>
internal sealed unsafe class Pages : IDisposable
{
    readonly byte* mapped;
    readonly nuint length;

    /// <exception cref="OutOfMemoryException">the system gives no more.</exception>
    public Pages(int length)
    {
        this.length = (nuint)length + (2 * HugePages.Size); // to begin and to end at a page
        mapped = OperatingSystem.IsLinux() ? Map(this.length) : (byte*)NativeMemory.AllocZeroed(this.length);
        Address = (byte*)HugePages.RoundUp((nuint)mapped);
        if ((nuint)length >= HugePages.Size / 2) HugePages.Ask(Address, HugePages.RoundUp((nuint)length));
    }

    public byte* Address { get; }

    public void Dispose()
    {
        if (OperatingSystem.IsLinux()) SystemMemory.Unmap(mapped, length);
        else NativeMemory.Free(mapped);
    }

    static byte* Map(nuint length)
    {
        var mapped = SystemMemory.Map(null, length);
        return mapped == null ? throw new OutOfMemoryException() : mapped;
    }
}
