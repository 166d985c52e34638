using Vegetation.Core.Indices;

namespace Vegetation.Products.Report;

/// <summary>By what the map of zones is coloured.</summary>
/// <param name="Column">A column of <see cref="PageZones"/> with a list for each index.</param>
/// <param name="Index">Its place among the run's indices.</param>
/// <param name="Low">The value of the first colour, <paramref name="High"/> of the last.</param>
/// <param name="Below">The colour of all values below <paramref name="Low"/>; null for the first colour.</param>
sealed record ZoneLayer(
    string Column, int Index, string Title, double Low, double High, IReadOnlyList<string> Colours, string? Below = null)
{
    /// <param name="hasChange">Whether a zone has a change, as <paramref name="hasAnomaly"/> a z-score.</param>
    public static IReadOnlyList<ZoneLayer> Of(IReadOnlyList<MappedIndex> indices, bool hasChange, bool hasAnomaly) =>
    [
        .. indices.Select((mapped, i) => Mean(mapped, i)),
        .. hasChange ? indices.Select((mapped, i) => Of("change", i, $"Change in {mapped.Index.Label}", ChangeRamp.Ramp)) : [],
        .. hasAnomaly ? indices.Select((mapped, i) => Of("zScore", i, $"Anomaly of {mapped.Index.Label}, z-score", ChangeRamp.Deviations))
            : [],
    ];

    static ZoneLayer Mean(MappedIndex mapped, int index)
    {
        var (ramp, below) = (mapped.Index.Ramp.Ramp, mapped.Index.Ramp.BelowZero);
        return Of("mean", index, $"{mapped.Index.Label}, mean", ramp) with { Below = below is { } colour ? ColourRamp.Hex(colour) : null };
    }

    static ZoneLayer Of(string column, int index, string title, ColourRamp ramp) =>
        new(column, index, title, ramp.First, ramp.Last, [.. ramp.Stops.Select(ColourRamp.Hex)]);
}
