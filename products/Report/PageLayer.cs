using Vegetation.Core.Indices;
using Vegetation.Products.Ledger;
using Vegetation.Products.Maps;

namespace Vegetation.Products.Report;

/// <summary>What the page's map can show of an index.</summary>
/// <param name="Name">As the script has it.</param>
/// <param name="Low">The value of the first colour, <paramref name="High"/> of the last; those between lie at even steps.</param>
/// <param name="Scale">A packed value times it is what the layer shows.</param>
/// <param name="Nodata">The packed value of cells that have none.</param>
/// <param name="Below">The colour of all values below <paramref name="Low"/>; null for the first colour.</param>
sealed record PageLayer(
    string Name, string Title, double Low, double High, IReadOnlyList<string> Colours, double Scale, int Nodata, string? Below = null)
{
    public const string Mean = "mean", Deviation = "deviation", Observations = "observations", Clear = "clear", SnowWater = "snow-water",
        Change = "change", Anomaly = "anomaly";

    const double MostDeviation = 0.4; // where half of the pixels are bare and half are forest

    /// <summary>From light to dark, so that the order is seen in grey.</summary>
    static readonly uint[] Violets = [0xf2f0f7, 0xcbc9e2, 0x9e9ac8, 0x756bb1, 0x54278f],
        Blues = [0xeff3ff, 0xbdd7e7, 0x6baed6, 0x3182bd, 0x08519c];

    public static IReadOnlyList<PageLayer> Of(
        MappedIndex mapped, int mostObservations, bool hasChange, AnomalyMap? anomaly, AnomalyBasis? basis)
    {
        var ramp = mapped.Index.Ramp;
        return
        [
            Of(Mean, $"{mapped.Label}, mean", ramp.Ramp, SpectralIndex.Scale, WorldMap.Nodata)
                with { Below = ramp.BelowZero is { } below ? ColourRamp.Hex(below) : null },
            Of(Deviation, $"{mapped.Label}, standard deviation", new(0, MostDeviation, Violets), SpectralIndex.Scale, WorldMap.Nodata),
            ClearShare,
            Of(Observations, "Observations", new(0, Math.Max(1, mostObservations), Blues), 1, WorldMap.Nodata),
            .. hasChange ? [Of(Change, "Change in mean", ChangeRamp.Ramp, SpectralIndex.Scale, ChangeMap.Nodata)] : None,
            .. anomaly is null ? None : [Of(anomaly, basis)],
        ];
    }

    static PageLayer ClearShare { get; } = Of(Clear, "Clear share", new(0, 1, Blues), WorldMap.ShareScale, WorldMap.Nodata);

    /// <summary>Only the map's file has it.</summary>
    public static PageLayer SnowWaterShare { get; } =
        Of(SnowWater, "Snow and water share", new(0, 1, Blues), WorldMap.ShareScale, WorldMap.Nodata);

    static PageLayer[] None => [];

    /// <summary>Its title says which baseline is not our own.</summary>
    static PageLayer Of(AnomalyMap anomaly, AnomalyBasis? basis) =>
        Of(Anomaly, $"Anomaly, {(anomaly.HasZScores ? "z-score" : "difference")}{(basis?.Foreign is null ? "" : ", foreign baseline")}",
            anomaly.ShownRamp, anomaly.ShownScale, AnomalyMap.Nodata);

    static PageLayer Of(string name, string title, ColourRamp ramp, double scale, int nodata) =>
        new(name, title, ramp.First, ramp.Last, [.. ramp.Stops.Select(ColourRamp.Hex)], scale, nodata);
}
