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
        var ahead = new Stack<string>([RunKeys.Latest]);
        while (seen.Count < MostLooks && ahead.TryPop(out var key))
        {
            if (await Read(key, cancellation) is not { } published || !seen.Add(published.RunId)) continue;
            if (published.IsBefore(run)) return published;
            foreach (var replaced in new[] { published.FirstReplaced, published.Replaced }) // the newer one on top
                if (RunId.IsValid(replaced)) ahead.Push(KeyOf(replaced!));
        }
        return null;
    }

    /// <summary>
    /// Turns <c>latest.json</c> to this run, unless it names one of a later time on the same grid: a repeated start of an old week changes nothing. Whoever
    /// turns it at the same moment is seen, not overwritten.
    /// </summary>
    public async Task Turn(PublishedRun run, CancellationToken cancellation)
    {
        var own = await Read(KeyOf(run.RunId), cancellation);
        while (true)
        {
            var (content, eTag) = await store.TryGetVersion(RunKeys.Latest, cancellation);
            var latest = content is null ? null : Parse(RunKeys.Latest, content);
            var document = JsonSerializer.SerializeToUtf8Bytes(Following(run, latest, own), FunctionsJson.Default.PublishedRun);
            await store.Put(KeyOf(run.RunId), document, "application/json", cancellation);
            if (latest is not null && run.IsBefore(latest)) return;
            if (await store.TryReplace(RunKeys.Latest, document, eTag, cancellation)) return;
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

    async Task<PublishedRun?> Read(string key, CancellationToken cancellation) =>
        (await store.TryGetVersion(key, cancellation)).Content is { } content ? Parse(key, content) : null;

    /// <returns>Null for what no run of ours wrote: a pointer that somebody broke is as good as none, and is mended by the next run.</returns>
    PublishedRun? Parse(string key, byte[] content)
    {
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
