using Vegetation.Core.Work;
using Vegetation.Worker.Reading;

namespace Vegetation.Worker.Computing;

/// <summary>Room for an index on the working grid.</summary>
/// <param name="Exact">For its quotients; empty where nobody asks for them.</param>
internal sealed record IndexRoom(SpectralIndex Index, short[] Values, float[] Exact)
{
    public static IndexRoom New(SpectralIndex index, WorkingGrid grid, bool isExact, PixelLease lease) =>
        new(index, lease.Take<short>(grid.Count), isExact ? lease.Take<float>(grid.Count) : []);

    /// <summary>One for each index of a unit.</summary>
    public static IReadOnlyList<IndexRoom> Of(WorkUnit unit, WorkingGrid grid, PixelLease lease) =>
        [.. unit.SpectralIndices.Select(index => New(index, grid, unit.Output.DataType == OutputDataType.Float32, lease))];

    public Span<short> ValuesOf(int start, int width) => Values.AsSpan(start, width);

    public Span<float> ExactOf(int start, int width) => Exact.Length == 0 ? default : Exact.AsSpan(start, width);
}
