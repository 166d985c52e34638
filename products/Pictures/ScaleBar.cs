using SkiaSharp;

namespace Vegetation.Products.Pictures;

/// <summary>A length on the ground below the map, right in its middle latitude: elsewhere a map in degrees is wider or narrower.</summary>
static class ScaleBar
{
    const double KilometresPerDegree = 111.195, MostOfPlot = 0.3, TallMap = 5; // degrees from which the latitude is told
    const int Thickness = 6;

    public static void Draw(Canvas canvas, MapLayout layout, float top)
    {
        var middle = (layout.Latitudes.From + layout.Latitudes.To) / 2;
        var kilometre = layout.Plot.Width
            / ((layout.Longitudes.To - layout.Longitudes.From) * KilometresPerDegree * Math.Cos(middle * Math.PI / 180));
        var length = Length(layout.Plot.Width * MostOfPlot / kilometre);
        var bar = SKRect.Create(layout.Plot.Left, top + 8, (float)(length * kilometre), Thickness);
        canvas.Fill(SKRect.Create(bar.Left, bar.Top, bar.Width / 2, Thickness), Palette.Ink);
        canvas.Outline(bar, Palette.Ink);
        var isTall = layout.Latitudes.From - layout.Latitudes.To > TallMap;
        canvas.Text($"{Labels.Number(length, "#,0.###")} km{(isTall ? $" at {Place(Math.Round(middle))}" : "")}",
            bar.Right + 12, bar.Bottom + 4, Canvas.SmallSize, colour: Palette.Soft);
    }

    static string Place(double latitude) => latitude == 0 ? "the equator" : Labels.Latitude(latitude);

    /// <summary>The largest of 1, 2 and 5 times a power of ten that is not longer.</summary>
    static double Length(double most)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(most)));
        return new[] { 5, 2, 1 }.First(factor => factor * power <= most) * power;
    }
}
