using System.Text.Json;
using Vegetation.Core.Units;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Aggregation.Publishing;

/// <summary>The runs that were published, from the newest back: <c>latest.json</c> names one, and each names the one that it replaced.</summary>
public sealed class PublishedRuns(ObjectStore store)
{
    const int MostLooks = 100; // two years of weeks; a run of the same map was not published for longer

    /// <returns>The newest published run of an earlier time on the same grid; null where there is none.</returns>
    public async Task<PublishedRun?> Before(PublishedRun run, CancellationToken cancellation)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal); // a run that was published again may name one that names it
        var published = await Read(RunKeys.Latest, cancellation);
        while (published is not null && seen.Add(published.RunId) && seen.Count <= MostLooks)
        {
            if (published.IsBefore(run)) return published;
            published = published.Replaced is { } replaced ? await Read(KeyOf(replaced), cancellation) : null;
        }
        return null;
    }

    /// <summary>
    /// Turns <c>latest.json</c> to this run, unless it names one of a later time on the same grid: a repeated start of an old week changes nothing. Whoever
    /// turns it at the same moment is seen, not overwritten.
    /// </summary>
    public async Task Turn(PublishedRun run, CancellationToken cancellation)
    {
        while (true)
        {
            var (content, eTag) = await store.TryGetVersion(RunKeys.Latest, cancellation);
            var latest = content is null ? null : store.Parse(RunKeys.Latest, content, FunctionsJson.Default.PublishedRun);
            var turned = run with { Replaced = latest is null || latest.RunId != run.RunId ? latest?.RunId : latest.Replaced };
            var document = JsonSerializer.SerializeToUtf8Bytes(turned, FunctionsJson.Default.PublishedRun);
            await store.Put(KeyOf(run.RunId), document, "application/json", cancellation);
            if (latest is not null && run.IsBefore(latest)) return;
            if (await store.TryReplace(RunKeys.Latest, document, eTag, cancellation)) return;
        }
    }

    static string KeyOf(string runId) => new RunKeys(new RunId(runId)).Product(ProductNames.Published);

    Task<PublishedRun?> Read(string key, CancellationToken cancellation) => store.TryGetJson(key, FunctionsJson.Default.PublishedRun, cancellation);
}
