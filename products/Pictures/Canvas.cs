using System.Text;
using System.Text.RegularExpressions;
using SkiaSharp;

namespace Vegetation.Products.Pictures;

/// <summary>A text on a page and the box that it fills, in pixels from the upper left.</summary>
readonly record struct CanvasText(string Text, SKRect Box);

/// <summary>The alignment of a text.</summary>
enum Align
{
    Left,
    Centre,
    Right,
}

/// <summary>
/// A figure to draw on, in pixels and as SVG. It remembers its texts and their boxes. The same drawing gives the same bytes.
/// </summary>
sealed partial class Canvas : IDisposable
{
    /// <summary>Font sizes that are legible when the picture is shown at half its size.</summary>
    public const float TitleSize = 38, TextSize = 24, SmallSize = 20;

    /// <summary>Pixels from line to line at the lower edge.</summary>
    public const int FootLine = 28;

    const long MostVectorBytes = 4_000_000;
    const float Ascent = 0.78f, Descent = 0.24f; // of DejaVu's capitals and of its g, by the size

    /// <summary>Flat colours are smallest unfiltered, by None: NoFilters is 0, for which libpng takes all of them.</summary>
    public static readonly SKPngEncoderOptions Encoder = new(SKPngEncoderFilterFlags.None, 3);

    readonly SKSurface surface;
    readonly MemoryStream vectors = new();
    readonly SKCanvas svg;
    readonly SKNWayCanvas both;
    readonly CanvasFont font;
    readonly List<CanvasText> texts = [];

    public Canvas(int width, int height, CanvasFont font)
    {
        (Width, Height, this.font) = (width, height, font);
        surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        svg = SKSvgCanvas.Create(new SKRect(0, 0, width, height), vectors);
        both = new SKNWayCanvas(width, height);
        both.AddCanvas(surface.Canvas);
        both.AddCanvas(svg);
        Skia.DrawColor(Colour(Palette.Paper));
    }

    public int Width { get; }
    public int Height { get; }
    /// <summary>What is drawn on it is drawn in pixels and in vectors.</summary>
    public SKCanvas Skia => both;

    public SKPixmap Pixels => surface.PeekPixels();
    public IReadOnlyList<CanvasText> Texts => texts;

    /// <param name="y">Of the line that the letters stand on.</param>
    public void Text(string text, float x, float y, float size = TextSize, Align align = Align.Left, uint colour = Palette.Ink,
        bool bold = false)
    {
        using var letters = font.Of(size, bold);
        var width = letters.MeasureText(text);
        var left = align switch { Align.Centre => x - width / 2, Align.Right => x - width, _ => x };
        using var paint = new SKPaint { Color = Colour(colour), IsAntialias = true };
        Skia.DrawText(text, left, y, SKTextAlign.Left, letters, paint);
        texts.Add(new CanvasText(text, new SKRect(left, y - size * Ascent, left + width, y + size * Descent)));
    }

    /// <summary>Title and subtitle, smaller where they are too long for the page.</summary>
    public void Heading(float left, string title, string below)
    {
        Text(title, left, 54, Fitting(title, TitleSize, left, bold: true), bold: true);
        Text(below, left, 98, Fitting(below, TextSize, left), colour: Palette.Soft);
    }

    public float WidthOf(string text, float size = TextSize, bool bold = false)
    {
        using var letters = font.Of(size, bold);
        return letters.MeasureText(text);
    }

    public void Fill(SKRect box, uint colour, byte alpha = 255)
    {
        using var paint = new SKPaint { Color = Colour(colour).WithAlpha(alpha) };
        Skia.DrawRect(box, paint);
    }

    public void Outline(SKRect box, uint colour = Palette.Soft, float width = 1.5f)
    {
        using var paint = new SKPaint { Color = Colour(colour), IsStroke = true, StrokeWidth = width, IsAntialias = true };
        Skia.DrawRect(box, paint);
    }

    public void Line(float x1, float y1, float x2, float y2, uint colour = Palette.Line, float width = 1.5f, byte alpha = 255)
    {
        using var paint = new SKPaint { Color = Colour(colour).WithAlpha(alpha), StrokeWidth = width, IsAntialias = true };
        Skia.DrawLine(x1, y1, x2, y2, paint);
    }

    /// <summary>Run and source at the lower edge, one line each, smaller if too long: the names of runs have up to 80 characters.</summary>
    public void Foot(float left, params ReadOnlySpan<string> lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            var size = Fitting(lines[i], SmallSize, 2 * left);
            Text(lines[i], left, Height - 22 - (lines.Length - 1 - i) * FootLine, size, colour: Palette.Soft);
        }
    }

    /// <param name="margins">Pixels that stay free beside it.</param>
    float Fitting(string text, float size, float margins, bool bold = false) =>
        size * Math.Min(1, (Width - margins) / WidthOf(text, size, bold));

    /// <summary>As PNG.</summary>
    public void Save(string path)
    {
        using var pixels = Pixels;
        using var png = pixels.Encode(Encoder)!; // null only for surfaces without memory of their own
        using var file = File.Create(path);
        png.SaveTo(file);
    }

    /// <summary>As SVG, a map's values in it as an image; ends the drawing. Not written where few programs could open it.</summary>
    public void SaveVectors(string path)
    {
        both.RemoveCanvas(svg);
        svg.Dispose(); // which writes its end
        if (vectors.Length > MostVectorBytes) return;
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        var text = Id().Replace(Encoding.UTF8.GetString(vectors.ToArray()), id =>
            ids.TryGetValue(id.Value, out var known) ? known : ids[id.Value] = $"e{ids.Count}");
        // Without a box of its own it would not be scaled with the page that shows it.
        File.WriteAllText(path, text.Replace("<svg ", $"<svg viewBox=\"0 0 {Width} {Height}\" ", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        both.Dispose();
        svg.Dispose();
        surface.Dispose();
    }

    /// <summary>Skia numbers elements through all drawings of a process; here each begins anew.</summary>
    [GeneratedRegex("""(?<=\bid="|url\(#|href="#)\w+""")]
    private static partial Regex Id();

    public static SKColor Colour(uint colour) => new(0xff000000 | colour);
}
