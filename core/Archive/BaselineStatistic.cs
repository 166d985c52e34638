namespace Vegetation.Core.Archive;

/// <summary>What a band of a foreign baseline holds, over the years.</summary>
public enum BaselineStatistic
{
    Mean,
    StandardDeviation,
    Minimum,
    Maximum,

    /// <summary>How many there are; or observations, of which there is one a year at most.</summary>
    Years,

    /// <summary>Known, and not used.</summary>
    Other,
}

/// <summary>Statistics as names of files and descriptions of bands have them.</summary>
public static class BaselineStatistics
{
    static readonly Dictionary<string, BaselineStatistic> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["mean"] = BaselineStatistic.Mean, ["average"] = BaselineStatistic.Mean, ["avg"] = BaselineStatistic.Mean,
        ["stdev"] = BaselineStatistic.StandardDeviation, ["stddev"] = BaselineStatistic.StandardDeviation,
        ["std"] = BaselineStatistic.StandardDeviation, ["sd"] = BaselineStatistic.StandardDeviation,
        ["deviation"] = BaselineStatistic.StandardDeviation,
        ["min"] = BaselineStatistic.Minimum, ["minimum"] = BaselineStatistic.Minimum,
        ["max"] = BaselineStatistic.Maximum, ["maximum"] = BaselineStatistic.Maximum,
        ["years"] = BaselineStatistic.Years, ["nobs"] = BaselineStatistic.Years, ["count"] = BaselineStatistic.Years,
        ["median"] = BaselineStatistic.Other, ["weeks"] = BaselineStatistic.Other,
    };

    /// <returns>The first that a text names as a word of its own; null where it names none.</returns>
    public static BaselineStatistic? NamedIn(string text)
    {
        foreach (var word in BaselineFile.WordsOf(text))
            if (Words.TryGetValue(word, out var statistic)) return statistic;
        return null;
    }
}
