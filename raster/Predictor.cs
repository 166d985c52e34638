using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Vegetation.Raster;

/// <summary>What is done to the rows of a block before it is packed; the values are those of TIFF's tag 317.</summary>
internal enum Predictor
{
    None = 1,

    /// <summary>Each sample less the one before it.</summary>
    Differences = 2,

    /// <summary>Of floats: the bytes of all samples, the highest ones first, each less the one before it (TIFF technical note 3).</summary>
    BytePlanes = 3,
}

/// <summary>Applies and undoes predictors, row by row.</summary>
internal static unsafe class Predictors
{
    /// <param name="row">The samples of a row.</param>
    /// <param name="into">As many.</param>
    public static void Apply<T>(this Predictor predictor, ReadOnlySpan<T> row, Span<T> into) where T : unmanaged
    {
        switch (predictor)
        {
            case Predictor.None: row.CopyTo(into); break;
            case Predictor.BytePlanes: TakePlanes(row, into); break;
            case Predictor.Differences when sizeof(T) == 1: Differ(Cast<T, byte>(row), Cast<T, byte>(into)); break;
            case Predictor.Differences when sizeof(T) == 2: Differ(Cast<T, ushort>(row), Cast<T, ushort>(into)); break;
            case Predictor.Differences when sizeof(T) == 4: Differ(Cast<T, uint>(row), Cast<T, uint>(into)); break;
            default: throw new NotSupportedException($"got predictor {predictor} for samples of {sizeof(T)} bytes");
        }
    }

    /// <summary>Undoes <see cref="Predictor.Differences"/>.</summary>
    /// <param name="sampleBytes">1, 2 or 4: differences are of whole samples, those of float32 too.</param>
    public static void Sum(Span<byte> row, int sampleBytes)
    {
        switch (sampleBytes)
        {
            case 1: Sum(row); break;
            case 2: Sum(MemoryMarshal.Cast<byte, ushort>(row)); break;
            case 4: Sum(MemoryMarshal.Cast<byte, uint>(row)); break;
            default: throw new NotSupportedException($"got samples of {sampleBytes} bytes; expected 1, 2 or 4");
        }
    }

    static void Differ<T>(ReadOnlySpan<T> row, Span<T> into) where T : unmanaged, ISubtractionOperators<T, T, T>
    {
        into[0] = row[0];
        var i = 1;
        for (; i <= row.Length - Vector256<T>.Count; i += Vector256<T>.Count)
            (Vector256.Create(row[i..]) - Vector256.Create(row[(i - 1)..])).CopyTo(into[i..]);
        for (; i < row.Length; i++) into[i] = row[i] - row[i - 1];
    }

    static void TakePlanes<T>(ReadOnlySpan<T> row, Span<T> into) where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(row);
        var planes = MemoryMarshal.AsBytes(into);
        for (var plane = 0; plane < sizeof(T); plane++)
            for (var i = 0; i < row.Length; i++) planes[(plane * row.Length) + i] = bytes[(i * sizeof(T)) + sizeof(T) - 1 - plane];
        for (var i = planes.Length - 1; i > 0; i--) planes[i] -= planes[i - 1];
    }

    /// <summary>Each sample becomes the sum of itself and of those before it, sixteen bytes at a time.</summary>
    static void Sum<T>(Span<T> row) where T : unmanaged, IAdditionOperators<T, T, T>
    {
        var (before, done) = (default(T), 0);
        for (; done <= row.Length - Vector128<T>.Count; done += Vector128<T>.Count)
        {
            var sums = Vector128.Create<T>(row[done..]);
            if (sizeof(T) == 1) sums += Moved(sums, Vector128.Create((byte)255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14));
            if (sizeof(T) <= 2) sums += Moved(sums, Vector128.Create((byte)255, 255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13));
            sums += Moved(sums, Vector128.Create((byte)255, 255, 255, 255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
            sums += Moved(sums, Vector128.Create((byte)255, 255, 255, 255, 255, 255, 255, 255, 0, 1, 2, 3, 4, 5, 6, 7));
            sums += Vector128.Create(before);
            sums.CopyTo(row[done..]);
            before = sums[Vector128<T>.Count - 1];
        }
        foreach (ref var sample in row[done..]) sample = before += sample;
    }

    /// <summary>The bytes at these places; 0 where there is no such place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<T> Moved<T>(Vector128<T> vector, Vector128<byte> places) => Vector128.Shuffle(vector.AsByte(), places).As<byte, T>();

    static ReadOnlySpan<TTo> Cast<TFrom, TTo>(ReadOnlySpan<TFrom> span) where TFrom : unmanaged where TTo : unmanaged =>
        MemoryMarshal.Cast<TFrom, TTo>(span);

    static Span<TTo> Cast<TFrom, TTo>(Span<TFrom> span) where TFrom : unmanaged where TTo : unmanaged =>
        MemoryMarshal.Cast<TFrom, TTo>(span);
}
