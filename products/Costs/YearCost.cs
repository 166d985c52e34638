using Vegetation.Core.Work;

namespace Vegetation.Products.Costs;

/// <summary>What a run every week costs in its first year: the runs, and the storage of their scene outputs, in USD.</summary>
/// <param name="StorageOfLastMonth">What the storage costs in the twelfth month.</param>
/// <param name="TerabytesAtEnd">Of scene outputs, after the year.</param>
internal sealed record YearCost(double Runs, double Storage, double StorageOfLastMonth, double TerabytesAtEnd)
{
    const int Weeks = 52, DaysOfAYear = 365;
    const double DaysOfAMonth = DaysOfAYear / 12.0;

    /// <param name="objects">Of the scene outputs of a run: S3 watches each.</param>
    public static YearCost Of(RunCost run, int objects, SceneOutputs outputs)
    {
        var days = Enumerable.Range(0, DaysOfAYear).Select(day => OfADay(run.OutputBytes / 1e9, objects, outputs, day)).ToList();
        var moving = outputs.IsTiered ? Weeks * objects * Tariff.Moving.Usd : 0;
        var kept = Enumerable.Range(0, Weeks).Count(week => IsThere(DaysOfAYear - (7 * week), outputs));
        return new(
            Weeks * (run.Usd ?? 0), days.Sum() + moving, days.TakeLast((int)DaysOfAMonth).Sum(), kept * run.OutputBytes / 1e12);
    }

    static double OfADay(double gigabytes, int objects, SceneOutputs outputs, int day) =>
        Enumerable.Range(0, Weeks).Select(week => day - (7 * week)).Where(age => age >= 0 && IsThere(age, outputs))
            .Sum(age => (gigabytes * PriceAt(age, outputs).Usd) + (outputs.IsTiered ? objects * Tariff.Monitoring.Usd : 0))
        / DaysOfAMonth;

    /// <summary>The bucket keeps a day longer what its rule deletes.</summary>
    static bool IsThere(int age, SceneOutputs outputs) => outputs.Days is not { } days || age <= days + 1;

    static Tariff PriceAt(int age, SceneOutputs outputs) => !outputs.IsTiered || age < 30 ? Tariff.Standard
        : age < 90 ? Tariff.Infrequent : Tariff.Archived;
}
