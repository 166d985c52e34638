using SkiaSharp;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Products.Ledger;
using Vegetation.Products.Maps;

namespace Vegetation.Products.Pictures;

/// <summary>The map and the change map as pictures for a page or a slide.</summary>
static class MapPicture
{
    public static Page Draw(WorldMap map, string runId, Window window, PageFont font)
    {
        var layout = MapLayout.Of(map.Frame);
        var sheet = new MapSheet(layout, RampLegend.Height, 2, font);
        sheet.Title($"NDVI, {window}", $"Mean of all clear pixels of land, Sentinel-2, in cells of {Words.Number(map.Frame.Grid.CellDegrees)}°; water is left out");
        Lay(sheet.Page, layout, PlainPicture.Of(map, layout.Plot.Width, layout.Plot.Height));
        sheet.Graticule();
        RampLegend.Draw(
            sheet.Page, layout.PageWidth / 2f, sheet.LegendTop, "NDVI", SpectralIndex.Ndvi.Ramp.Ramp, 0.2, v => Words.Number(v, "0.0"),
            apart: (SpectralIndex.Ndvi.Ramp.BelowZero, "below 0"));
        sheet.Page.Foot(MapLayout.Left, $"Run {runId}", Words.Attribution(window));
        return sheet.Page;
    }

    /// <param name="basis">The earlier run, with its time.</param>
    public static Page Draw(ChangeMap change, ChangeBasis basis, string runId, Window window, PageFont font)
    {
        var layout = MapLayout.Of(change.Frame);
        var sheet = new MapSheet(layout, RampLegend.Height, 3, font);
        sheet.Title($"Change of NDVI, {window}", $"minus {Before(basis)}, means of cells of {Words.Number(change.Frame.Grid.CellDegrees)}°; water is left out");
        Lay(sheet.Page, layout, PlainPicture.Of(change, layout.Plot.Width, layout.Plot.Height));
        sheet.Graticule();
        RampLegend.Draw(
            sheet.Page, layout.PageWidth / 2f, sheet.LegendTop, "Change of NDVI; beyond the ends as at the ends", ChangeRamp.Ramp, 0.2,
            v => (v > 0 ? "+" : "") + Words.Number(v, v == 0 ? "0" : "0.0"), apart: null);
        sheet.Page.Foot(MapLayout.Left, $"Run {runId}", $"minus run {basis.RunId}", Words.Attribution(window));
        return sheet.Page;
    }

    static string Before(ChangeBasis basis) => basis is { From: { } from, To: { } to } ? new Window(from, to).ToString() : basis.RunId ?? "";

    static void Lay(Page page, MapLayout layout, PlainPicture picture)
    {
        using var image = picture.ToImage();
        page.Canvas.DrawImage(image, layout.Plot.Left, layout.Plot.Top, SKSamplingOptions.Default);
    }
}
