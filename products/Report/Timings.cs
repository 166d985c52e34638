using Vegetation.Products.Ledger;
namespace Vegetation.Products.Report;

/// <summary>The time spent on scenes, by phase.</summary>
/// <param name="Slowest">Scenes, the slowest first.</param>
sealed record Timings(int Scenes, double Megapixels, long BytesRead, IReadOnlyList<Phase> Phases, IReadOnlyList<SlowScene> Slowest)
{
    const int MostSlow = 5;

    /// <returns>Null where no scene was timed.</returns>
    public static Timings? Of(IReadOnlyList<LedgerRow> rows)
    {
        var timed = rows.Where(row => row.Seconds is not null).ToList();
        if (timed.Count == 0) return null;
        return new(timed.Count, Round(timed.Sum(r => r.Megapixels)), timed.Sum(r => r.BytesRead),
        [
            Phase.Of("Fetch", timed, r => r.Seconds!.Fetch), Phase.Of("Compute", timed, r => r.Seconds!.Compute), Phase.Of("Write", timed, r => r.Seconds!.Write),
            Phase.Of("Whole scene", timed, Whole),
        ],
        [.. timed.OrderByDescending(Whole).ThenBy(r => r.UnitId, StringComparer.Ordinal).Take(MostSlow).Select(r => new SlowScene(r.UnitId!, Round(Whole(r))))]);
    }

    static double Whole(LedgerRow row) => row.Seconds!.Fetch + row.Seconds.Compute + row.Seconds.Write;

    internal static double Round(double value) => Math.Round(value, 3);
}

/// <summary>One phase over all scenes, in seconds. <paramref name="Total"/> adds the scenes up, though they run side by side.</summary>
sealed record Phase(string Name, double Total, double Median, double Slowest)
{
    public static Phase Of(string name, IReadOnlyList<LedgerRow> rows, Func<LedgerRow, double> seconds)
    {
        var sorted = rows.Select(seconds).Order().ToList();
        return new(name, Timings.Round(sorted.Sum()), Timings.Round((sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2), Timings.Round(sorted[^1]));
    }
}

sealed record SlowScene(string UnitId, double Seconds);
