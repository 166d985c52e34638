using SkiaSharp;

namespace Vegetation.Products.Pictures;

/// <summary>The fonts of the pictures: always the same files, since fonts chosen by the machine would change the bytes.</summary>
sealed class CanvasFont
{
    const string Folder = "/usr/share/fonts/truetype/dejavu", Package = "fonts-dejavu-core";

    /// <summary>Where there is no such package, as on Windows and macOS.</summary>
    static readonly string OwnFolder = Path.Combine(AppContext.BaseDirectory, "fonts");

    readonly SKTypeface plain, bold;

    CanvasFont(SKTypeface plain, SKTypeface bold) => (this.plain, this.bold) = (plain, bold);

    /// <exception cref="InvalidDataException">A file is missing or not a font; the message names the package that has it.</exception>
    public static CanvasFont Open() => Open(Directory.Exists(Folder) ? Folder : OwnFolder);

    /// <inheritdoc cref="Open()"/>
    public static CanvasFont Open(string folder) =>
        new(Read(Path.Combine(folder, "DejaVuSans.ttf")), Read(Path.Combine(folder, "DejaVuSans-Bold.ttf")));

    /// <summary>Without hinting: the same shapes at each place.</summary>
    public SKFont Of(float size, bool isBold = false) =>
        new(isBold ? bold : plain, size) {
            Edging = SKFontEdging.Antialias, Hinting = SKFontHinting.None, Subpixel = true, LinearMetrics = true };

    static SKTypeface Read(string path) => (File.Exists(path) ? SKTypeface.FromFile(path) : null)
        ?? throw new InvalidDataException(
            $"{path} is needed for the texts of the pictures and is missing or no font: install the package {Package} (apt-get install "
            + $"{Package}), or put the file into {OwnFolder}");
}
