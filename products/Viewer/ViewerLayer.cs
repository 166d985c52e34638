using Vegetation.Products.Maps;
using Vegetation.Products.Report;

namespace Vegetation.Products.Viewer;

/// <summary>What the viewer can show of an index: a band of a map's file.</summary>
/// <param name="Look">Title, colours and scale.</param>
/// <param name="File">The file, beside the page.</param>
/// <param name="Band">From 1 on.</param>
/// <param name="HasCells">Whether the page has coarse cells of it, for pages that may not read the file.</param>
sealed record ViewerLayer(string Name, PageLayer Look, string File, int Band, bool HasCells)
{
    static readonly Dictionary<string, (Func<string, string> File, int Band)> Bands = new(StringComparer.Ordinal)
    {
        [PageLayer.Mean] = (ProductNames.Map, WorldMap.MeanBand),
        [PageLayer.Deviation] = (ProductNames.Map, WorldMap.StandardDeviationBand),
        [PageLayer.Observations] = (ProductNames.Map, WorldMap.ObservationsBand),
        [PageLayer.Clear] = (ProductNames.Map, WorldMap.ClearShareBand),
        [PageLayer.SnowWater] = (ProductNames.Map, WorldMap.SnowWaterShareBand),
        [PageLayer.Change] = (ProductNames.Change, 1),
        [PageLayer.Anomaly] = (ProductNames.Anomaly, AnomalyMap.ZScoreBand),
    };

    /// <summary>The mean first, as the report has them; then the shares.</summary>
    public static IReadOnlyList<ViewerLayer> Of(PageCells cells) =>
        [.. cells.Layers.Concat(PageLayer.Shares).Select(look => Of(cells, look))];

    static ViewerLayer Of(PageCells cells, PageLayer look)
    {
        var (file, band) = Bands[look.Name];
        return new(look.Name, look, file(cells.Mapped.Name), band, cells.Values(look.Name) is not null);
    }
}
