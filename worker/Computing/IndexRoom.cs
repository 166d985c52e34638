using Vegetation.Core.Work;
using Vegetation.Worker.Reading;

namespace Vegetation.Worker.Computing;

/// <summary>Room for an index on the working grid.</summary>
/// <param name="Exact">For its quotients; empty where nobody asks for them.</param>
internal sealed record IndexRoom(SpectralIndex Index, short[] Values, float[] Exact)
{
    public static IndexRoom New(SpectralIndex index, WorkingGrid grid, bool isExact) => new(
        index, GC.AllocateUninitializedArray<short>(grid.Count), isExact ? GC.AllocateUninitializedArray<float>(grid.Count) : []);

    /// <summary>Room for the indices of a unit, in arrays that are there already where their size is right.</summary>
    public static IReadOnlyList<IndexRoom> Reuse(IReadOnlyList<IndexRoom> rooms, WorkUnit unit, WorkingGrid grid)
    {
        var isExact = unit.Output.DataType == OutputDataType.Float32;
        var free = new Queue<IndexRoom>(rooms.Where(room => room.Values.Length == grid.Count && room.Exact.Length > 0 == isExact));
        return [.. unit.SpectralIndices.Select(
            index => free.TryDequeue(out var room) ? room with { Index = index } : New(index, grid, isExact))];
    }

    public Span<short> ValuesOf(int start, int width) => Values.AsSpan(start, width);

    public Span<float> ExactOf(int start, int width) => Exact.Length == 0 ? default : Exact.AsSpan(start, width);
}
