using System.Text.Json;
using Vegetation.Core.Work;
using Vegetation.Functions.Storage;
using Vegetation.Products;

namespace Vegetation.Functions.Aggregation.Publishing;

/// <summary>
/// The runs that were published, from the newest back: <c>latest.json</c> names one, and each names the one that it replaced.
/// </summary>
internal sealed class PublishedRuns(ObjectStore store)
{
    /// <summary>
    /// Two years of weekly runs of nine areas, and 20 seconds. A run of the same map was not published for longer, or not at all.
    /// </summary>
    const int MostLooks = 1000;

    /// <summary>A pointer has a kilobyte; a larger object is not one.</summary>
    const long MostBytes = 64 << 10;

    /// <returns>The newest published run of an earlier time on the same grid at the same resolution; null where there is none.</returns>
    public async Task<PublishedRun?> Before(PublishedRun run, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal); // a run that was published again may name one that names it
        var ahead = new Stack<string>([RunKeys.Latest]);
        while (seen.Count < MostLooks && ahead.TryPop(out var key))
        {
            if (await Read(key, cancellationToken) is not { } published || !seen.Add(published.RunId)) continue;
            if (published.IsBefore(run)) return published;
            foreach (var replaced in new[] { published.FirstReplaced, published.Replaced }) // the newer one on top
                if (RunId.IsValid(replaced)) ahead.Push(KeyOf(replaced!));
        }
        return null;
    }

    /// <summary>
    /// Updates <c>latest.json</c> to this run, unless the run is not to be promoted or the pointer names one of a later time on the same
    /// grid: a repeated start of an old week changes nothing. A concurrent update is detected, not overwritten. The run's own document is
    /// written in any case: copied over <c>latest.json</c> it promotes the run.
    /// </summary>
    public async Task Promote(PublishedRun run, CancellationToken cancellationToken)
    {
        var own = await Read(KeyOf(run.RunId), cancellationToken);
        while (true)
        {
            var found = await store.TryGetUpTo(RunKeys.Latest, MostBytes, cancellationToken);
            var latest = Parse(RunKeys.Latest, found);
            var document = JsonSerializer.SerializeToUtf8Bytes(Following(run, latest, own), FunctionsJson.Default.PublishedRun);
            await store.Put(KeyOf(run.RunId), document, "application/json", cancellationToken);
            if (run.NotPromoted is not null || (latest is not null && run.IsBefore(latest))) return;
            if (await store.TryReplace(RunKeys.Latest, document, found?.ETag, cancellationToken)) return;
        }
    }

    /// <summary>The run with the way back to all before it, which it keeps when it is published again.</summary>
    static PublishedRun Following(PublishedRun run, PublishedRun? latest, PublishedRun? own)
    {
        var same = latest?.RunId == run.RunId ? latest : latest is not null && run.IsBefore(latest) ? own : null;
        return same is not null
            ? run with { Replaced = same.Replaced, FirstReplaced = same.FirstReplaced }
            : run with { Replaced = latest?.RunId, FirstReplaced = own?.FirstReplaced ?? own?.Replaced };
    }

    static string KeyOf(string runId) => new RunKeys(new RunId(runId)).Product(ProductNames.Published);

    async Task<PublishedRun?> Read(string key, CancellationToken cancellationToken) =>
        Parse(key, await store.TryGetUpTo(key, MostBytes, cancellationToken));

    /// <returns>Null if no run of ours wrote it: a broken pointer counts as none, and the next run replaces it.</returns>
    PublishedRun? Parse(string key, ObjectContent? found)
    {
        if (found?.Content is not { } content) return null;
        try
        {
            return store.Parse(key, content, FunctionsJson.Default.PublishedRun) is { } run && RunId.IsValid(run.RunId) ? run : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
