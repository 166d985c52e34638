using System.Text.Json;
using Vegetation.Functions.Planning;

namespace Vegetation.Functions.Backfill;

/// <summary>The state before planning: what was asked. After the weeks: the plan, and what became of each week.</summary>
/// <param name="Asked">weeks, request, dryRun: as typed.</param>
/// <param name="Defaults">This deployment's defaults for fields that the request does not name.</param>
public sealed record PlanBackfillInput(JsonElement? Asked, JsonElement? Defaults = null)
{
    public BackfillTotals? Totals { get; init; }

    /// <summary>Null before the weeks have run.</summary>
    public IReadOnlyList<WeekResult>? Results { get; init; }
}

/// <param name="Range">As 2019-W01..2023-W52.</param>
/// <param name="Weeks">How many those are.</param>
/// <param name="Before">The runs of weeks that were published before and are not run again.</param>
public sealed record BackfillTotals(string Range, int Weeks, IReadOnlyList<string> Before, bool DryRun);

/// <summary>The input of a week's run beside the request.</summary>
public sealed record WeekInput(DateTimeOffset ScheduledAt, bool DryRun);

public sealed record PlannedWeek(string Week, WeekInput Input);

/// <summary>What became of a week: its outcome, <c>failed</c> where its execution failed, or the estimate of a dry run.</summary>
public sealed record WeekResult(string Week, string? RunId = null, string? Outcome = null, string? Error = null, Estimate? Estimate = null);

/// <summary>The plan; after the weeks the end.</summary>
public sealed record PlanBackfillOutput
{
    /// <summary>As asked for, without defaults: each week's run has its input added.</summary>
    public JsonElement? Request { get; init; }

    /// <summary>The weeks to run; of a dry run a sample.</summary>
    public IReadOnlyList<PlannedWeek>? Weeks { get; init; }
    public BackfillTotals? Totals { get; init; }

    /// <summary><c>complete</c>, <c>incomplete</c> or <c>planned</c>; absent before the weeks have run.</summary>
    public string? Outcome { get; init; }
    public string? Message { get; init; }
}
