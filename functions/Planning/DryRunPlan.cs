using System.Text.Json;
using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Core.Zones;

namespace Vegetation.Functions.Planning;

/// <summary>The plan for people, with which a dry run ends.</summary>
/// <param name="TileCounts">The expected land tiles of the area, counted by state.</param>
internal sealed record DryRunPlan(
    string RunId, JsonElement Request, Estimate Estimate,
    IReadOnlyDictionary<string, int> TileCounts, IReadOnlyDictionary<string, IReadOnlyList<string>> Tiles,
    IReadOnlyList<PlannedUnit> Units, IReadOnlyList<RejectedScene> Rejected, IReadOnlyList<UnreadableItem> Unreadable,
    SearchSummary? Search, ZoneReport? Zones, JobSize Size)
{
    public static DryRunPlan Of(string runId, Request request, Plan plan, Estimate estimate, JobSize size)
    {
        using var asked = JsonDocument.Parse(RequestWriter.Write(request));
        return new DryRunPlan(
            runId, asked.RootElement.Clone(), estimate,
            new SortedDictionary<string, int>(plan.Tiles.ToDictionary(t => t.Key, t => t.Value.Count), StringComparer.Ordinal),
            plan.Tiles, plan.Units, plan.Rejected, plan.Unreadable, plan.Search, plan.Zones?.Report, size);
    }
}
