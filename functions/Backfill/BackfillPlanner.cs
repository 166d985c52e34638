using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Functions.Searching;
using Vegetation.Functions.Storage;
using Vegetation.Products;

namespace Vegetation.Functions.Backfill;

/// <summary>
/// Plan backfill: the weeks of a range that have no published run of the request yet, each to be run as if the weekly schedule had started
/// it. After the weeks it is called again and sums up. It may be started again at any time: what is published is left out.
/// </summary>
internal sealed class BackfillPlanner(ObjectStore store, TimeProvider time)
{
    /// <summary>Weeks that a dry run plans; the others are taken to be like them.</summary>
    const int SampleWeeks = 5;

    /// <exception cref="InvalidRequestException">Names each field that is wrong, of the request too.</exception>
    public async Task<PlanBackfillOutput> Run(PlanBackfillInput input, Invocation invocation, CancellationToken cancellationToken)
    {
        if (input is { Results: { } results, Totals: { } totals }) return BackfillSummary.Of(totals, results, store.IsOnThisMachine);
        var asked = BackfillRequest.Read(input.Asked ?? default);
        var weeks = asked.Weeks.Weeks;
        if (asked.Weeks.Last.Window.To > time.GetUtcNow())
            throw new InvalidRequestException([new FieldError("weeks", asked.Weeks.Last.ToString(), "weeks that are over")]);
        var runs = weeks.ToDictionary(week => week, week => RunOf(week, asked.Request, input.Defaults));
        var published = await Published(runs.Values, cancellationToken);
        List<IsoWeek> open = [.. weeks.Where(week => !published.Contains(runs[week]))];
        if (asked.DryRun) open = Sample(open);
        return new()
        {
            Request = asked.Request,
            Weeks = [.. open.Select(week => new PlannedWeek(week.ToString(), new(week.Window.To, asked.DryRun)))],
            Totals = new(asked.Weeks.ToString(), weeks.Count, [.. published.Order(StringComparer.Ordinal)], asked.DryRun),
        };
    }

    /// <summary>The run that the schedule would start at the end of the week.</summary>
    static string RunOf(IsoWeek week, JsonElement request, JsonElement? defaults)
    {
        var scheduled = JsonObject.Create(request)!;
        scheduled["scheduledAt"] = week.Window.To.UtcDateTime;
        var typed = JsonSerializer.SerializeToElement(scheduled, FunctionsJson.Default.JsonObject);
        var read = RequestReader.Read(SearchScenesInput.WithDefaults(typed, defaults), week.Window.To);
        return RunId.For(read.OrThrow(), "").ToString();
    }

    async Task<HashSet<string>> Published(IEnumerable<string> runs, CancellationToken cancellationToken)
    {
        var found = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(runs, cancellationToken, async (run, token) =>
        {
            if (await store.Head(new RunKeys(new RunId(run)).Product(ProductNames.Published), token) is not null) found.Add(run);
        });
        return new(found, StringComparer.Ordinal);
    }

    /// <summary>Evenly over the weeks, the first and the last among them.</summary>
    static List<IsoWeek> Sample(List<IsoWeek> weeks) => weeks.Count <= SampleWeeks ? weeks
        : [.. Enumerable.Range(0, SampleWeeks).Select(i => weeks[i * (weeks.Count - 1) / (SampleWeeks - 1)])];
}
