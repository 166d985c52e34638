using Amazon.CDK.AWS.Logs;

namespace Vegetation.Infra;

/// <summary>How long logs are kept.</summary>
internal static class Retention
{
    /// <summary>The CDK names the days in words: ONE_MONTH for 30.</summary>
    public static RetentionDays Of(Settings settings) => settings.RetentionDays switch
    {
        1 => RetentionDays.ONE_DAY,
        3 => RetentionDays.THREE_DAYS,
        5 => RetentionDays.FIVE_DAYS,
        7 => RetentionDays.ONE_WEEK,
        14 => RetentionDays.TWO_WEEKS,
        30 => RetentionDays.ONE_MONTH,
        60 => RetentionDays.TWO_MONTHS,
        90 => RetentionDays.THREE_MONTHS,
        180 => RetentionDays.SIX_MONTHS,
        365 => RetentionDays.ONE_YEAR,
        731 => RetentionDays.TWO_YEARS,
        _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.RetentionDays, null),
    };

    /// <summary>The days that a setting may name.</summary>
    public static readonly int[] Days = [1, 3, 5, 7, 14, 30, 60, 90, 180, 365, 731];
}
