using SkiaSharp;

namespace Vegetation.Products.Pictures;

/// <summary>What all maps of a run have: title, ground, graticule with degrees, frame, and a line below for source and run.</summary>
sealed class MapFigure : IDisposable
{
    const int DegreesBelow = 44, FootMargin = 44;
    readonly MapLayout layout;

    /// <param name="legendHeight">Pixels for the legend below the map.</param>
    /// <param name="footLines">For <see cref="Canvas.Foot"/>.</param>
    public MapFigure(MapLayout layout, int legendHeight, int footLines, CanvasFont font)
    {
        this.layout = layout;
        LegendTop = layout.Plot.Bottom + DegreesBelow;
        Canvas = new Canvas(layout.PageWidth, LegendTop + legendHeight + FootMargin + footLines * Canvas.FootLine, font);
        Canvas.Fill(layout.Plot, Palette.NoValue);
    }

    public Canvas Canvas { get; }
    public int LegendTop { get; }

    /// <summary>Over the map, thin, so that it does not distract.</summary>
    public void Graticule()
    {
        var (plot, step) = (layout.Plot, layout.Step);
        foreach (var longitude in layout.Longitudes.Ticks(step))
        {
            var x = layout.Longitudes.At(longitude);
            Canvas.Line(x, plot.Top, x, plot.Bottom, Palette.Ink, 1, 45);
            Canvas.Text(Labels.Longitude(longitude), x, plot.Bottom + 30, Canvas.SmallSize, Align.Centre, Palette.Soft);
        }
        foreach (var latitude in new Axis(layout.Latitudes.To, layout.Latitudes.From, plot.Bottom, plot.Top).Ticks(step))
        {
            var y = layout.Latitudes.At(latitude);
            Canvas.Line(plot.Left, y, plot.Right, y, Palette.Ink, 1, 45);
            Canvas.Text(Labels.Latitude(latitude), plot.Left - 10, y + 7, Canvas.SmallSize, Align.Right, Palette.Soft);
        }
        Canvas.Outline(plot);
    }

    public void Dispose() => Canvas.Dispose();
}
