using System.Collections.Concurrent;

namespace Vegetation.Worker.Reading;

/// <summary>
/// Planes of pixels, kept for the next scenes, which are of the same sizes: the kernel clears every page that it gives out anew, and what
/// scenes leave to the garbage collector lies there until it comes.
/// </summary>
internal sealed class PixelBuffers
{
    /// <summary>Of whole tiles there are fewer; each cropped scene has sizes of its own, whose planes would gather.</summary>
    const int MostKinds = 24;

    readonly ConcurrentDictionary<(Type Sample, int Length), ConcurrentBag<Array>> free = [];

    public Array Take<T>(int length) where T : unmanaged
    {
        if (free.TryGetValue((typeof(T), length), out var planes) && planes.TryTake(out var kept)) return kept;
        if (free.Count > MostKinds) free.Clear();
        var plane = GC.AllocateUninitializedArray<T>(length);
        HugePages.Ask(plane.AsSpan());
        return plane;
    }

    public void Return(Array plane) => free.GetOrAdd((plane.GetType().GetElementType()!, plane.Length), _ => []).Add(plane);
}

/// <summary>The planes of a scene, or of a part of its work, until it is disposed of. Used by one thread at a time.</summary>
internal sealed class PixelLease(PixelBuffers buffers) : IDisposable
{
    readonly List<Array> taken = [];

    /// <summary>A plane in which other scenes have left what they had.</summary>
    public T[] Take<T>(int length) where T : unmanaged
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
