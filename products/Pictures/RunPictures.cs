using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Products.Ledger;
using Vegetation.Products.Maps;

namespace Vegetation.Products.Pictures;

/// <summary>
/// The pictures of a run. Coverage is always drawn, since it says why a run has no scenes; map, histogram and profile if something was
/// observed, the change if there is an earlier run.
/// </summary>
static class RunPictures
{
    /// <param name="frame">That of the request's area, whether something was observed there or not.</param>
    /// <exception cref="InvalidDataException">The fonts are missing.</exception>
    public static void Write(string folder, LedgerDocument ledger, Window window, MapFrame frame, WorldMap? map, ChangeMap? change)
    {
        var font = CanvasFont.Open();
        Save(ProductNames.CoveragePicture, CoveragePicture.Draw(ledger, frame, window, font));
        if (map is not null) Save(ProductNames.MapPicture, MapPicture.Draw(map, ledger.RunId, window, font));
        if (change is not null && ledger.Change is { } basis)
            Save(ProductNames.ChangePicture, MapPicture.Draw(change, basis, ledger.RunId, window, font));
        if (map is null || !map.Observations.Any(n => n > 0)) return; // observed, but not a clear pixel of land
        Save(ProductNames.Histogram, HistogramPicture.Draw(NdviHistogram.Of(map), ledger.RunId, window, font));
        Save(ProductNames.LatitudeProfile, LatitudePicture.Draw(LatitudeProfile.Of(map), ledger.RunId, window, font));

        void Save(string name, Canvas canvas)
        {
            using (canvas) canvas.Save(Path.Combine(folder, name));
        }
    }
}
