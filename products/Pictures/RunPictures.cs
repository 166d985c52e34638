using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Products.Ledger;
using Vegetation.Products.Maps;

namespace Vegetation.Products.Pictures;

/// <summary>
/// The pictures of a run, each as PNG and as SVG. Coverage is always drawn, since it says why a run has no scenes; map, histogram and
/// profile of an index if something was observed, the change if there is an earlier run, the anomaly if there are enough other years.
/// </summary>
/// <exception cref="InvalidDataException">The fonts are missing.</exception>
/// <param name="rows">Of the ledger.</param>
sealed class RunPictures(string folder, string runId, Window window, IReadOnlyList<LedgerRow> rows)
{
    readonly CanvasFont font = CanvasFont.Open();

    /// <param name="frame">That of the request's area, whether something was observed there or not.</param>
    public void WriteCoverage(LedgerDocument ledger, MapFrame frame) =>
        Save(ProductNames.CoveragePicture, CoveragePicture.Draw(ledger, frame, window, font));

    public void Write(WorldMap map)
    {
        var (mapped, files) = (map.Mapped, map.Mapped.Files(window));
        Save(files.MapPicture, MapPicture.Draw(map, runId, window, font, rows));
        if (!map.Observations.Any(n => n > 0)) return; // observed, but not a clear pixel of land
        Save(files.Histogram, HistogramPicture.Draw(IndexHistogram.Of(map), runId, window, font));
        Save(files.LatitudeProfile, LatitudePicture.Draw(mapped, LatitudeProfile.Of(map), runId, window, font));
    }

    /// <param name="basis">The earlier run that the change subtracts.</param>
    public void Write(ChangeMap change, ChangeBasis basis, WorldMap map) =>
        Save(change.Mapped.Files(window).ChangePicture, DifferencePicture.Draw(change, basis, map, runId, window, font, rows));

    /// <param name="basis">The weeks with which the anomaly compares.</param>
    public void Write(AnomalyMap anomaly, AnomalyBasis basis, WorldMap map) =>
        Save(anomaly.Mapped.Files(window).AnomalyPicture, DifferencePicture.Draw(anomaly, basis, map, runId, window, font, rows));

    void Save(string name, Canvas canvas)
    {
        using (canvas)
        {
            canvas.Save(Path.Combine(folder, name));
            canvas.SaveVectors(Path.Combine(folder, IndexFiles.VectorsOf(name)));
        }
    }
}
