using System.Globalization;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Functions.Forecasting;

namespace Vegetation.Functions.Planning;

/// <summary>Whether an instance of the request's type can hold a work unit, which else ends its worker time after time.</summary>
internal static class UnitMemory
{
    const double Gibibyte = 1 << 30;

    /// <summary>What a unit needs is estimated for a whole tile whose files hardly compress; real ones need less.</summary>
    const double Slack = 1.25;

    /// <exception cref="InvalidRequestException">It cannot.</exception>
    public static void Require(WorkUnit unit, Request request)
    {
        var needed = UnitLoad.Of(unit).Whole;
        if (MachineSize.Of(request.InstanceType).MemoryBytes is not { } memory || needed <= Slack * memory) return;
        throw new InvalidRequestException([new FieldError(
            "instanceType", string.Create(CultureInfo.InvariantCulture, $"{request.InstanceType} with {memory / Gibibyte:0} GiB of memory"),
            string.Create(CultureInfo.InvariantCulture, $"{needed / Gibibyte:0.0} GiB for {unit.UnitId} ({unit.Indices.Count} indices at ")
                + string.Create(CultureInfo.InvariantCulture, $"{unit.Resolution} m, {unit.Acquisitions.Count} acquisitions): ")
                + "take a type with more memory, a coarser resolution, or fewer indices a run")]);
    }
}
