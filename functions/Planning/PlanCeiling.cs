using Vegetation.Core.Requests;

namespace Vegetation.Functions.Planning;

/// <summary>
/// How many work units a run may have: every acquisition of the Earth in a week is 60,900. More than these were never run
/// (bench/run control).
/// </summary>
internal static class PlanCeiling
{
    public const int MostUnits = 100_000;

    /// <exception cref="InvalidRequestException">They are more.</exception>
    public static void Require(int units)
    {
        if (units <= MostUnits) return;
        throw new InvalidRequestException([new FieldError("area", $"{units} work units", $"at most {MostUnits} a run: ask for a smaller "
            + "area or fewer days at a time (a backfill runs week after week), or for a composite, which has one a tile")]);
    }
}
