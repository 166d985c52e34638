using System.Collections.Concurrent;

namespace Vegetation.Worker.Reading;

/// <summary>
/// Planes of pixels, kept for the next scenes, which are of the same sizes: the kernel clears every page that it gives out anew, and what
/// scenes leave to the garbage collector lies there until it comes.
/// </summary>
internal sealed class PixelBuffers
{
    readonly ConcurrentDictionary<(Type Sample, int Length), ConcurrentBag<Array>> free = [];

    public Array Take<T>(int length) =>
        KeptOf((typeof(T), length)).TryTake(out var kept) ? kept : GC.AllocateUninitializedArray<T>(length);

    public void Return(Array plane) => KeptOf((plane.GetType().GetElementType()!, plane.Length)).Add(plane);

    ConcurrentBag<Array> KeptOf((Type Sample, int Length) kind) => free.GetOrAdd(kind, _ => []);
}

/// <summary>The planes of a scene, or of a part of its work, until it is disposed of. Used by one thread at a time.</summary>
internal sealed class PixelLease(PixelBuffers buffers) : IDisposable
{
    readonly List<Array> taken = [];

    /// <summary>A plane in which other scenes have left what they had.</summary>
    public T[] Take<T>(int length)
    {
        var plane = (T[])buffers.Take<T>(length);
        taken.Add(plane);
        return plane;
    }

    /// <summary>For what ends earlier.</summary>
    public PixelLease Part() => new(buffers);

    public void Dispose()
    {
        taken.ForEach(buffers.Return);
        taken.Clear();
    }
}
