using System.Runtime.InteropServices;

namespace Vegetation.Raster;

/// <summary>Zeroed memory from the kernel of Linux, readable and writable, of this process alone.</summary>
internal static unsafe partial class SystemMemory
{
    /// <summary>Fails where something lies at the place already; to a kernel before 4.17 the place is only a wish.</summary>
    public const int NotReplacing = 0x10_0000;

    const int ReadWrite = 1 | 2, PrivateAnonymous = 0x2 | 0x20;

    /// <param name="place">Where it should lie; null = anywhere.</param>
    /// <returns>Null where the kernel gives none.</returns>
    public static byte* Map(void* place, nuint length, int flags = 0)
    {
        var mapped = mmap(place, length, ReadWrite, PrivateAnonymous | flags, -1, 0);
        return (nint)mapped == -1 ? null : (byte*)mapped;
    }

    public static void Unmap(void* address, nuint length) => _ = munmap(address, length);

    [LibraryImport("libc")] private static partial void* mmap(void* place, nuint length, int access, int flags, int file, nint offset);
    [LibraryImport("libc")] private static partial int munmap(void* address, nuint length);
}
