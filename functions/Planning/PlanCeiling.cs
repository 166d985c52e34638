using Vegetation.Core.Requests;

namespace Vegetation.Functions.Planning;

/// <summary>
/// How many work units a run may have: twice the Earth's land. The aggregation of so many was run within its function's memory, and
/// that of 60,900 ended for want of it (bench/run control, docs/scale.md).
/// </summary>
internal static class PlanCeiling
{
    public const int MostUnits = 40_000;

    /// <exception cref="InvalidRequestException">They are more.</exception>
    public static void Require(int units)
    {
        if (units <= MostUnits) return;
        throw new InvalidRequestException([new FieldError("area", $"{units} work units", $"at most {MostUnits} a run: ask for a smaller "
            + "area or fewer days at a time (a backfill runs week after week), or for a composite, which has one a tile")]);
    }
}
