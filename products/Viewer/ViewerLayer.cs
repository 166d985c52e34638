using Vegetation.Core.Requests;
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
    /// <summary>Null for the anomaly, of which one of two is shown.</summary>
    static readonly Dictionary<string, (Func<IndexFiles, string> File, int? Band)> Bands = new(StringComparer.Ordinal)
    {
        [PageLayer.Mean] = (files => files.Map, WorldMap.MeanBand),
        [PageLayer.Deviation] = (files => files.Map, WorldMap.StandardDeviationBand),
        [PageLayer.Observations] = (files => files.Map, WorldMap.ObservationsBand),
        [PageLayer.Clear] = (files => files.Map, WorldMap.ClearShareBand),
        [PageLayer.SnowWater] = (files => files.Map, WorldMap.SnowWaterShareBand),
        [PageLayer.Change] = (files => files.Change, 1),
        [PageLayer.Anomaly] = (files => files.Anomaly, null),
    };

    /// <summary>The mean first, as the report has them; then what it has not.</summary>
    public static IReadOnlyList<ViewerLayer> Of(PageCells cells, Window window) =>
        [.. cells.Layers.Append(PageLayer.SnowWaterShare).Select(look => Of(cells, look, window))];

    static ViewerLayer Of(PageCells cells, PageLayer look, Window window)
    {
        var (file, band) = Bands[look.Name];
        if (look.Name == PageLayer.Observations) look = look with { High = Math.Max(1, cells.MostObservations) };
        // Of a page of the Earth, which has to stay small, these two are in the map's file only; and the page's cells join observations.
        var hasCells = look.Name is not (PageLayer.Clear or PageLayer.Observations) && cells.Values(look.Name) is not null;
        return new(look.Name, look, file(cells.Mapped.Files(window)), band ?? cells.AnomalyBand, hasCells);
    }
}
