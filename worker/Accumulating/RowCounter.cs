using Vegetation.Core.Work;
using Vegetation.Worker.Reading;

namespace Vegetation.Worker.Accumulating;

/// <summary>Counts finished rows of all indices of a unit, and keeps what was seen where somebody asks for it.</summary>
internal sealed class RowCounter(WorkingGrid grid, WorkUnit unit, int threads, PixelLease lease)
{
    readonly SceneAccumulator accumulator = new(grid, unit, threads);
    readonly QaLayer? qa = unit.Output.Qa ? new(grid, lease) : null;

    /// <summary>Values of <see cref="QaClass"/>; null where nobody asks for them.</summary>
    public byte[]? Qa => qa?.Values;

    /// <param name="index">Which of the unit's: of a row they come in their order.</param>
    public void Take(
        PixelWindow window, int row, int index, ReadOnlySpan<short> values, ReadOnlySpan<byte> reasons, RowClasses classes, SceneSums sums)
    {
        accumulator.Add(window, row, values, reasons, classes, sums.Indices[index]);
        qa?.Add(window, row, index, reasons, classes.Codes);
    }
}
