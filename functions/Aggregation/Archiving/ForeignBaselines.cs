using Amazon.Runtime;
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
    public async Task<Baseline> Of(ForeignBaseline baseline, Window window, CancellationToken cancellationToken)
    {
        try
        {
            var (normals, problem) = await Read(baseline, window, cancellationToken);
            return new(normals, problem is null ? null : $"the foreign baseline {baseline.Source} {problem}");
        }
        catch (Exception e) when (e is AmazonClientException or AmazonServiceException)
        {
            return new(null, $"the foreign baseline {baseline.Source} cannot be read: {e.Message} (another bucket must be the one that "
                + "the deployment's setting baselineBucket names)");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(null, $"the foreign baseline {baseline.Source} cannot be read: {e.Message}");
        }
    }

    async Task<(INormals? Normals, string? Problem)> Read(ForeignBaseline baseline, Window window, CancellationToken cancellationToken)
    {
        var files = new BaselineFiles(store, baseline.Source, foldersAllowed);
        var (keys, problem) = await files.List(cancellationToken);
        if (keys is null) return (null, problem);
        (var period, problem) = BaselinePeriod.Of(keys, BaselinePeriod.MiddleOf(window));
        if (period is null) return (null, problem);
        var reader = new ForeignNormalsReader(frame, baseline, period);
        foreach (var file in period.Files)
            if (await files.Use(file.Key, path => reader.Add(file, path), cancellationToken) is { } wrong)
                return (null, wrong);
        return reader.Result();
    }
}
