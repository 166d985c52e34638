using System.Runtime.InteropServices;

namespace Vegetation.Raster;

/// <summary>Zeroed memory of the system that costs nothing until it is touched, in <see cref="HugePages"/> where it is large.</summary>
internal sealed unsafe partial class Pages : IDisposable
{
    const int ReadWrite = 1 | 2, PrivateAnonymous = 0x2 | 0x20;

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
        if (OperatingSystem.IsLinux()) _ = munmap(mapped, length);
        else NativeMemory.Free(mapped);
    }

    static byte* Map(nuint length)
    {
        var mapped = mmap(null, length, ReadWrite, PrivateAnonymous, -1, 0);
        return (nint)mapped == -1 ? throw new OutOfMemoryException() : (byte*)mapped;
    }

    [LibraryImport("libc")] private static partial void* mmap(void* place, nuint length, int access, int flags, int file, nint offset);
    [LibraryImport("libc")] private static partial int munmap(void* address, nuint length);
}
