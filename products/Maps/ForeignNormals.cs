using Vegetation.Core;
using Vegetation.Core.Archive;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Products.Ledger;

namespace Vegetation.Products.Maps;

/// <summary>
/// What is normal by another data set, of which other instruments, years and resolutions may be: everything made of it says so.
/// </summary>
public sealed class ForeignNormals : INormals
{
    internal const short Nodata = short.MinValue;

    /// <summary>What is missing where a file has no such statistic.</summary>
    static readonly (BaselineStatistic Statistic, string Consequence)[] Optional =
    [
        (BaselineStatistic.StandardDeviation, "no standard deviation: z-scores are nodata"),
        (BaselineStatistic.Minimum, "no minimum: the vegetation condition index is nodata"),
        (BaselineStatistic.Maximum, "no maximum: the vegetation condition index is nodata"),
        (BaselineStatistic.Years, "no number of years: baseline.minimumYears is not applied"),
    ];

    readonly MapFrame frame;
    readonly ForeignBasis basis;
    readonly short[] mean;
    readonly short[]? deviation, minimum, maximum, years;

    /// <param name="bands">Each Frame.Rows rows of Frame.Columns values, x 10000 but for the years, nodata -32768; with a mean.</param>
    internal ForeignNormals(
        MapFrame frame, ForeignBaseline baseline, BaselinePeriod period, IReadOnlyDictionary<BaselineStatistic, short[]> bands)
    {
        this.frame = frame;
        (mean, deviation) = (bands[BaselineStatistic.Mean], bands.GetValueOrDefault(BaselineStatistic.StandardDeviation));
        (minimum, maximum) = (bands.GetValueOrDefault(BaselineStatistic.Minimum), bands.GetValueOrDefault(BaselineStatistic.Maximum));
        years = bands.GetValueOrDefault(BaselineStatistic.Years);
        basis = new(
            baseline.Source.Text, period.ToString(), [.. period.Files.Select(file => PlainText.Of(file.Name))],
            [.. Optional.Where(optional => !bands.ContainsKey(optional.Statistic)).Select(optional => optional.Consequence)]);
    }

    public NormalCell? At(int row, int column)
    {
        var place = row * frame.Columns + column;
        return mean[place] == Nodata ? null
            : new(mean[place], Of(deviation, place), Of(minimum, place), Of(maximum, place), Of(years, place));
    }

    public AnomalyBasis Basis => new([], [], null) { Foreign = basis };

    public IReadOnlyDictionary<string, string> Tags => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["BASELINE"] = $"foreign: {basis.Source}",
        ["BASELINE_PERIOD"] = basis.Period,
        ["BASELINE_FILES"] = string.Join(' ', basis.Files),
    };

    public string? WhyNot(BaselineRule rule) => null;

    static int? Of(short[]? band, int place) => band is null || band[place] == Nodata ? null : band[place];
}
