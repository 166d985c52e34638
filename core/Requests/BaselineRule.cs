namespace Vegetation.Core.Requests;

/// <summary>What a week is compared with to tell what is normal.</summary>
/// <param name="MinimumYears">A cell has an anomaly only where other years have at least so many.</param>
/// <param name="WeeksAround">Weeks on either side of the same week of other years that are samples too.</param>
public sealed record BaselineRule(int MinimumYears, int WeeksAround)
{
    public const int FewestYears = 2, MostYears = 60, MostWeeksAround = 6;

    public static BaselineRule Default { get; } = new(MinimumYears: 5, WeeksAround: 1);

    /// <summary>Files of another data set that stand for other years, of one index; null for the archive alone.</summary>
    public ForeignBaseline? Foreign { get; init; }
}
