using System.Text;
using System.Text.Json.Nodes;
using Spectre.Console;
using Vegetation.Core;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Local.Cloud;

namespace Vegetation.Local.Run;

/// <summary>./run --weeks: runs past weeks one after the other, by the state machine that does it on AWS.</summary>
/// <param name="outFolder">Each run's products are copied to it.</param>
sealed class BackfillRun(IAnsiConsole console, TextWriter errors, LocalCloud cloud, string outFolder)
{
    const int MostListed = 10;

    readonly RunDisplay display = new(console, TimeProvider.System, namesRun: true);
    readonly List<string> published = [], causes = [];

    /// <returns>A success where all weeks are complete, or planned.</returns>
    public async Task<ExecutionResult> Execute(WeekRange weeks, Request request, CancellationToken cancellationToken)
    {
        display.Say($"Vegetation of {weeks}, {Amount.Of(weeks.Weeks.Count, "week")}");
        var name = $"backfill-{RequestWriter.Hash(request)}";
        var result = await display.Show(
            show => cloud.Execute(Input(weeks, request), name, Following(show), cancellationToken, machine: "Backfill"));
        foreach (var run in published.Distinct())
            await ProductFolder.Copy(cloud.S3, new RunId(run), outFolder, cancellationToken);
        if (result.Output is { } output && output.TryGetProperty("message", out var message)) display.Say(message.GetString()!);
        foreach (var run in published.Distinct().Take(MostListed))
            display.Say($"Report: {Path.Combine(outFolder, new RunKeys(new RunId(run)).Report)}");
        foreach (var cause in causes.SkipLast(1).Distinct().Take(MostListed)) errors.WriteLine(cause); // the last is the backfill's own
        if (!result.Succeeded) errors.WriteLine($"The backfill failed: {result.Error}: {RunCommand.OneLine(result.Cause ?? "no cause")}");
        return result;
    }

    static string Input(WeekRange weeks, Request request)
    {
        var asked = JsonNode.Parse(Encoding.UTF8.GetString(RequestWriter.Write(request)))!.AsObject();
        foreach (var field in BackfillRequest.OfEachWeek) asked.Remove(field);
        return new JsonObject { ["weeks"] = weeks.ToString(), ["request"] = asked, ["dryRun"] = request.DryRun }.ToJsonString();
    }

    /// <summary>Notes the runs that are published, whatever becomes of the others; of those before what is not in the folder.</summary>
    Action<CloudEvent> Following(Action<CloudEvent> show) => happened =>
    {
        show(happened);
        if (happened is StateEvent { Type: "ExecutionFailed", Cause: { } cause }) causes.Add(RunCommand.OneLine(cause));
        if (happened is not FunctionAnswered { Answer: var answer }) return;
        if (answer.TryGetProperty("outcome", out _) && answer.TryGetProperty("runId", out var run)) published.Add(run.GetString()!);
        if (!answer.TryGetProperty("totals", out var totals)) return;
        published.AddRange(totals.GetProperty("before").EnumerateArray().Select(before => before.GetString()!)
            .Where(before => !Directory.Exists(Path.Combine(outFolder, new RunKeys(new RunId(before)).Root))));
    };
}
