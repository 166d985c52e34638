using Vegetation.Core.Work;

namespace Vegetation.Worker.Contract;

/// <summary>Why a work unit cannot become a product. Caught in one place, where it becomes the unit's record.</summary>
/// <param name="detail">A sentence for people.</param>
internal sealed class UnitFailure(Reason reason, string detail, Exception? inner = null) : Exception(detail, inner)
{
    public UnitStatus Status => reason.Status;
    public string Reason => reason.Name;
    public bool ShouldRefetch => reason.ShouldRefetch;
}
