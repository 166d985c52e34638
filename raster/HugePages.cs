using System.Runtime.InteropServices;

namespace Vegetation.Raster;

/// <summary>
/// Memory in pages of 2 MB, where Linux has them (its setting transparent_hugepage is always or madvise): the kernel clears and maps one
/// at once, and not 4 KB five hundred times, which is up to a quarter of a scene's CPU time in a virtual machine.
/// </summary>
public static unsafe partial class HugePages
{
    internal const nuint Size = 2 << 20;
    const int Huge = 14; // MADV_HUGEPAGE

    /// <summary>Asks for what lies whole in such pages and has not been touched yet. The kernel may give small ones.</summary>
    public static void Ask<T>(Span<T> untouched) where T : unmanaged
    {
        fixed (T* samples = untouched) Ask((byte*)samples, (nuint)untouched.Length * (nuint)sizeof(T));
    }

    internal static void Ask(byte* address, nuint length)
    {
        var (first, end) = (RoundUp((nuint)address), ((nuint)address + length) & ~(Size - 1));
        if (OperatingSystem.IsLinux() && end > first) _ = madvise((void*)first, end - first, Huge);
    }

    internal static nuint RoundUp(nuint place) => (place + Size - 1) & ~(Size - 1);

    [LibraryImport("libc")] private static partial int madvise(void* address, nuint length, int advice);
}
