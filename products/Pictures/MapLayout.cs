using NetTopologySuite.Geometries;
using SkiaSharp;
using Vegetation.Core.Sums;

namespace Vegetation.Products.Pictures;

/// <summary>
/// Where a map lies on its canvas. Plate carree, narrowed by the cosine of the middle latitude, so that there a kilometre is as long both
/// ways; the page is as wide as the map needs it, 1100 to 1600 pixels.
/// </summary>
/// <param name="Plot">The map, whole pixels.</param>
/// <param name="Longitudes">In degrees, from left to right; beyond 180 where the map crosses the antimeridian.</param>
/// <param name="Latitudes">In degrees, from top to bottom.</param>
readonly record struct MapLayout(int PageWidth, SKRectI Plot, Axis Longitudes, Axis Latitudes)
{
    public const int Left = 100, Right = 40, Top = 130;
    const int WidestPage = 1600, NarrowestPage = 1100, TallestPlot = 1100;
    const double LeastShrink = 0.2; // beyond 78 degrees a map would be a needle

    public static MapLayout Of(MapFrame frame)
    {
        var shrink = Math.Max(LeastShrink, Math.Cos((frame.North + frame.South) / 2 * Math.PI / 180));
        var (across, down) = ((frame.East - frame.West) * shrink, frame.North - frame.South);
        var scale = Math.Min((WidestPage - Left - Right) / across, TallestPlot / down);
        var (width, height) = (Math.Max(1, (int)Math.Round(across * scale)), Math.Max(1, (int)Math.Round(down * scale)));
        var pageWidth = Math.Max(NarrowestPage, Left + width + Right);
        var left = Left + (pageWidth - Left - Right - width) / 2;
        return new(
            pageWidth, SKRectI.Create(left, Top, width, height),
            new Axis(frame.West, frame.East, left, left + width), new Axis(frame.North, frame.South, Top, Top + height));
    }

    /// <summary>In degrees.</summary>
    public Envelope Box => new(Longitudes.From, Longitudes.To, Latitudes.To, Latitudes.From);

    /// <summary>Degrees between the lines of the graticule: labels have room.</summary>
    public double Step
    {
        get
        {
            const int room = 115;
            var degreesAcross = (Longitudes.To - Longitudes.From) * room / Plot.Width;
            var degreesDown = (Latitudes.From - Latitudes.To) * room / 2 / Plot.Height;
            var least = Math.Max(degreesAcross, degreesDown);
            return new[] { 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30 }.FirstOrDefault(step => step >= least, 60);
        }
    }
}
