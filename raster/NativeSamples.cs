using System.Buffers;
using System.Runtime.InteropServices;

namespace Vegetation.Raster;

/// <summary>
/// Samples outside of the runtime's heap, undefined until they are set: what lives shortly and is large goes back at once, and not when the
/// garbage collector comes.
/// </summary>
internal sealed unsafe class NativeSamples<T> : MemoryManager<T> where T : unmanaged
{
    readonly int length;
    T* samples;

    public NativeSamples(int length)
    {
        this.length = length;
        samples = (T*)NativeMemory.Alloc((nuint)length, (nuint)sizeof(T));
        HugePages.Ask(GetSpan());
    }

    public override Span<T> GetSpan()
    {
        ObjectDisposedException.ThrowIf(samples == null, this);
        return new(samples, length);
    }

    public override MemoryHandle Pin(int elementIndex = 0) => new(samples + elementIndex);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
        NativeMemory.Free(samples);
        samples = null;
    }
}
