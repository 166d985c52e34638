using System.Text.Json;
using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;

namespace Vegetation.Functions.Planning;

/// <summary>A plan written down for people: what a dry run ends with.</summary>
/// <param name="TileCounts">How many of the land tiles that the area should have stand how.</param>
public sealed record PlanDocument(
    string RunId, JsonElement Request, Estimate Estimate, IReadOnlyDictionary<string, int> TileCounts, IReadOnlyDictionary<string, IReadOnlyList<string>> Tiles,
    IReadOnlyList<PlannedUnit> Units, IReadOnlyList<PassedOver> PassedOver, IReadOnlyList<UnreadableItem> Unreadable, SearchSummary? Search)
{
    public static PlanDocument Of(string runId, Request request, Plan choice, Estimate estimate)
    {
        using var asked = JsonDocument.Parse(RequestWriter.Write(request));
        return new PlanDocument(
            runId, asked.RootElement.Clone(), estimate, new SortedDictionary<string, int>(choice.Tiles.ToDictionary(t => t.Key, t => t.Value.Count), StringComparer.Ordinal),
            choice.Tiles, choice.Units, choice.PassedOver, choice.Unreadable, choice.Search);
    }
}
