using NetTopologySuite.Geometries;
using SkiaSharp;
using Vegetation.Products.Shapes;

namespace Vegetation.Products.Pictures;

/// <summary>What all maps of a run have: title, ground, coasts, degrees, scale, and a line below for source and run.</summary>
sealed class MapFigure : IDisposable
{
    const int DegreesBelow = 44, ScaleHeight = 36, FootMargin = 44;
    const uint Coast = 0x2f3a44;
    readonly MapLayout layout;

    /// <param name="legendHeight">Pixels for the legend below the map.</param>
    /// <param name="footLines">For <see cref="Canvas.Foot"/>.</param>
    public MapFigure(MapLayout layout, int legendHeight, int footLines, CanvasFont font)
    {
        this.layout = layout;
        LegendTop = layout.Plot.Bottom + DegreesBelow + ScaleHeight;
        Canvas = new Canvas(layout.PageWidth, LegendTop + legendHeight + FootMargin + footLines * Canvas.FootLine, font);
        Canvas.Fill(layout.Plot, Palette.NoValue);
    }

    public Canvas Canvas { get; }
    public int LegendTop { get; }

    /// <summary>Over the map: coasts, borders, degrees, frame, and the scale below it.</summary>
    public void Overlay()
    {
        Canvas.Skia.Save();
        Canvas.Skia.ClipRect(layout.Plot);
        Draw(WorldLines.All.Borders, 1, 130);
        Draw(WorldLines.All.Coasts, 1.6f, 255);
        Canvas.Skia.Restore();
        Graticule();
        ScaleBar.Draw(Canvas, layout, layout.Plot.Bottom + DegreesBelow);
    }

    void Draw(IReadOnlyList<Coordinate[]> lines, float width, byte alpha)
    {
        using var paint = new SKPaint
        {
            Color = Canvas.Colour(Coast).WithAlpha(alpha), IsStroke = true, StrokeWidth = width, StrokeJoin = SKStrokeJoin.Round,
            IsAntialias = true,
        };
        var shape = new SKPathBuilder();
        foreach (var line in WorldLines.Within(layout.Box, lines))
            shape.AddPoly([.. line.Select(p => new SKPoint(layout.Longitudes.At(p.X), layout.Latitudes.At(p.Y)))], close: false);
        using var path = shape.Detach();
        Canvas.Skia.DrawPath(path, paint);
    }

    /// <summary>Thin, so that it does not distract.</summary>
    void Graticule()
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
