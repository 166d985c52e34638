using System.Globalization;
using Vegetation.Core.Requests;

namespace Vegetation.Functions.Aggregation;

/// <summary>How a run ends, and the sentence that says so.</summary>
public static class Outcomes
{
    public const string Published = "published";
    public const string NoScenes = "no-scenes";
    public const string Incomplete = "incomplete";

    public static string Of(int units, double coverage, Request request) =>
        units == 0 ? NoScenes : coverage >= request.MinimumCoverage ? Published : Incomplete;

    public static string Message(string outcome, int covered, int units, ChoiceDocument choice, Request request) => outcome switch
    {
        NoScenes when choice.Unreadable.Count > 0 => $"No scene of {request.Window} can be used: {choice.Unreadable.Count} were found, none of them readable.",
        NoScenes => string.Create(CultureInfo.InvariantCulture, $"No scene of {request.Window} lies in the area with at most {request.MaxCloudCover} % clouds."),
        Published => $"{covered} of {units} scenes ended well.",
        _ => string.Create(CultureInfo.InvariantCulture,
            $"{covered} of {units} scenes ended well, a coverage of {covered * 10000L / units / 10000m:0.####} where at least {request.MinimumCoverage} is asked. What is good is in the products; the ledger names the rest."),
    };
}
