using Vegetation.Core.Archive;

namespace Vegetation.Products.Maps;

/// <summary>What is normal for a cell, x 10000; null where the baseline does not tell.</summary>
public readonly record struct NormalCell(int Mean, int? StandardDeviation, int? Minimum, int? Maximum, int? Years)
{
    /// <returns>Null where the archive has no sample.</returns>
    internal static NormalCell? Of(in CellClimate cell) =>
        cell.Samples == 0 ? null : new(cell.Mean, cell.StandardDeviation, cell.Minimum, cell.Maximum, cell.Years);
}
