using SkiaSharp;

namespace Vegetation.Products.Pictures;

/// <summary>What all maps of a run have: title, ground, graticule with degrees, frame, and a line below for source and run.</summary>
sealed class MapSheet : IDisposable
{
    const int DegreesBelow = 44, FootMargin = 44;
    readonly MapLayout layout;

    /// <param name="legendHeight">Pixels for the legend below the map.</param>
    /// <param name="footLines">For <see cref="Page.Foot"/>.</param>
    public MapSheet(MapLayout layout, int legendHeight, int footLines, PageFont font)
    {
        this.layout = layout;
        LegendTop = layout.Plot.Bottom + DegreesBelow;
        Page = new Page(layout.PageWidth, LegendTop + legendHeight + FootMargin + footLines * Page.FootLine, font);
        Page.Fill(layout.Plot, Palette.NoValue);
    }

    public Page Page { get; }
    public int LegendTop { get; }

    public void Title(string title, string below)
    {
        Page.Text(title, MapLayout.Left, 54, Page.TitleSize, bold: true);
        Page.Text(below, MapLayout.Left, 98, Page.TextSize, colour: Palette.Soft);
    }

    /// <summary>Over the map, thin: it is to be read and not to be seen.</summary>
    public void Graticule()
    {
        var (plot, step) = (layout.Plot, layout.Step);
        foreach (var longitude in layout.Longitudes.Ticks(step))
        {
            var x = layout.Longitudes.At(longitude);
            Page.Line(x, plot.Top, x, plot.Bottom, Palette.Ink, 1, 45);
            Page.Text(Words.Longitude(longitude), x, plot.Bottom + 30, Page.SmallSize, Align.Centre, Palette.Soft);
        }
        foreach (var latitude in new Axis(layout.Latitudes.To, layout.Latitudes.From, plot.Bottom, plot.Top).Ticks(step))
        {
            var y = layout.Latitudes.At(latitude);
            Page.Line(plot.Left, y, plot.Right, y, Palette.Ink, 1, 45);
            Page.Text(Words.Latitude(latitude), plot.Left - 10, y + 7, Page.SmallSize, Align.Right, Palette.Soft);
        }
        Page.Outline(plot);
    }

    public void Dispose() => Page.Dispose();
}
