using Vegetation.Core.Units;

namespace Vegetation.Worker.Contract;

/// <summary>Why a work unit cannot become a product. Caught in one place, where it becomes the unit's record.</summary>
/// <param name="status"><see cref="UnitStatus.Invalid"/> when another attempt would find the same, else <see cref="UnitStatus.Failed"/>.</param>
/// <param name="reason">One word for machines, as "http-503".</param>
/// <param name="detail">A sentence for people.</param>
internal sealed class UnitFailure(UnitStatus status, string reason, string detail, Exception? inner = null) : Exception(detail, inner)
{
    public UnitStatus Status { get; } = status;
    public string Reason { get; } = reason;

    /// <summary>Whether the bytes that came may be at fault rather than the file: then they are worth fetching once more.</summary>
    public bool ShouldRefetch => Reason is "asset-changed" or "decode" or "not-a-tiff" or "truncated";
}
