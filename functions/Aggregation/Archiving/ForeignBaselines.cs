using Amazon.Runtime;
using Vegetation.Core;
using Vegetation.Core.Archive;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Functions.Storage;
using Vegetation.Products;
using Vegetation.Products.Maps;

namespace Vegetation.Functions.Aggregation.Archiving;

/// <summary>What is normal for a run by the files of another data set. Whatever is wrong with them, the run goes on without.</summary>
/// <param name="foldersAllowed">Whether folders of this machine may be read.</param>
internal sealed class ForeignBaselines(ObjectStore store, MapFrame frame, bool foldersAllowed)
{
    /// <summary>Of windows that are longer, the middle says too little.</summary>
    const int MostPeriods = 2;

    /// <param name="weeksAround">Of climatologies of ours in several widths, those that are read.</param>
    public async Task<Baseline> Of(ForeignBaseline baseline, int weeksAround, Window window, CancellationToken cancellationToken)
    {
        try
        {
            var (normals, problem) = await Read(baseline, weeksAround, window, cancellationToken);
            return new(normals, problem is null ? null : Reason(problem));
        }
        catch (Exception e) when (e is AmazonClientException or AmazonServiceException)
        {
            return new(null, Reason($"cannot be read: {e.Message} (another bucket must be the one that the deployment's setting "
                + "baselineBucket names)"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(null, Reason($"cannot be read: {e.Message}"));
        }

        // Names of files are texts from outside.
        string Reason(string problem) => PlainText.Of($"the foreign baseline {baseline.Source} {problem}");
    }

    async Task<(INormals? Normals, string? Problem)> Read(
        ForeignBaseline baseline, int weeksAround, Window window, CancellationToken cancellationToken)
    {
        var files = new BaselineFiles(store, baseline.Source, foldersAllowed);
        var (keys, problem) = await files.List(cancellationToken);
        if (keys is null) return (null, problem);
        (var period, problem) = BaselinePeriod.Of(OfWidth(keys, weeksAround), BaselinePeriod.MiddleOf(window));
        if (period is null) return (null, problem);
        var (days, length) = (period.Last.DayNumber - period.First.DayNumber + 1, window.Length.TotalDays);
        if (length > MostPeriods * days)
            return (null, $"has files of {days} days, {period}, and the run is of {length:0}; expected at most {MostPeriods} times as "
                + "many");
        var reader = new ForeignNormalsReader(frame, baseline, period);
        foreach (var file in period.Files)
            if (await files.Use(file.Key, path => reader.Add(file, path), cancellationToken) is { } wrong)
                return (null, wrong);
        return reader.Result();
    }

    /// <summary>Without our own climatologies of other weeks around, where there are some of the request's.</summary>
    static IReadOnlyList<string> OfWidth(IReadOnlyList<string> keys, int weeksAround)
    {
        var widths = keys.Select(ArchiveSeries.WeeksAroundOf).ToList();
        return widths.Contains(weeksAround)
            ? [.. keys.Zip(widths).Where(file => file.Second is null || file.Second == weeksAround).Select(file => file.First)] : keys;
    }
}
