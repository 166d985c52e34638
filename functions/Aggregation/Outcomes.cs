using System.Globalization;
using Vegetation.Core;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;
using Vegetation.Functions.Aggregation.Publishing;
using Vegetation.Functions.Planning;
using Vegetation.Products.Ledger;

namespace Vegetation.Functions.Aggregation;

/// <summary>The outcome of a run, and the sentence that states it.</summary>
internal static class Outcomes
{
    /// <param name="before">The newest published run of an earlier time on the same grid; null where there is none.</param>
    public static string Of(StatusCounts counts, LandArea land, PublishedRun? before, Request request) =>
        counts.Units == 0 ? Outcome.NoScenes
        : counts.ProcessedShare < request.MinimumProcessed ? Outcome.Incomplete
        : IsMuchLess(land, before, request) ? Outcome.NotPromoted : Outcome.Published;

    public static string Message(
        string outcome, StatusCounts counts, LandArea land, PublishedRun? before, Plan plan, Request request) =>
        MessageOf(outcome, counts, land, before, plan, request) + plan.Zones?.Report.LeftOut;

    static string MessageOf(
        string outcome, StatusCounts counts, LandArea land, PublishedRun? before, Plan plan, Request request) => outcome switch
    {
        Outcome.NoScenes when plan.Unreadable.Count > 0 =>
            $"No scene of {request.Window} can be used: {plan.Unreadable.Count} were found, none of them readable.",
        Outcome.NoScenes => string.Create(CultureInfo.InvariantCulture, $"No scene of {request.Window} lies in the area with at most "
            + $"{request.MaxCloudCover} % clouds."),
        Outcome.Published => $"{Counted(counts)}.",
        Outcome.NotPromoted => string.Create(CultureInfo.InvariantCulture,
            $"{Counted(counts)}. Not promoted to latest.json: got {SquareKilometres.Text(land.ObservedKm2)} of land "
            + $"observed; expected at least {request.MinimumObservedOfPrevious} of the "
            + $"{SquareKilometres.Text(before!.Land!.ObservedKm2)} of {before.RunId} (minimumObservedOfPrevious)."),
        _ => string.Create(CultureInfo.InvariantCulture,
            $"{Counted(counts)}: got a share of {counts.Processed * 10000L / counts.Units / 10000m:0.####} processed; expected at least "
            + $"{request.MinimumProcessed} (minimumProcessed). The processed scenes are in the products; the ledger names the rest."),
    };

    static bool IsMuchLess(LandArea land, PublishedRun? before, Request request) =>
        before?.Land is { } earlier && land.ObservedKm2 < request.MinimumObservedOfPrevious * earlier.ObservedKm2;

    /// <summary>12 of 15 scenes processed, 1 of them suspect; 2 failed, 1 invalid</summary>
    static string Counted(StatusCounts counts)
    {
        var suspect = counts.Suspect > 0 ? $", {counts.Suspect} of them suspect" : "";
        (int Count, string Word)[] rest = [(counts.Failed, "failed"), (counts.Invalid, "invalid")];
        var others = string.Join(", ", rest.Where(other => other.Count > 0).Select(other => $"{other.Count} {other.Word}"));
        return string.Create(CultureInfo.InvariantCulture, $"{counts.Processed:N0} of {Amount.Of(counts.Units, "scene")} processed")
            + $"{suspect}{(others.Length > 0 ? $"; {others}" : "")}";
    }
}
