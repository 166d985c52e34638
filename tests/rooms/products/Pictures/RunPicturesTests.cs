using System.Xml.Linq;
using SkiaSharp;
using Vegetation.Core.Indices;
using Vegetation.Core.Work;
using Vegetation.Functions.Aggregation;
using Vegetation.Products.Maps;
using Vegetation.Products.Pictures;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Products.Pictures;

public sealed class RunPicturesTests
{
    static readonly Vegetation.Core.Sums.MapFrame Frame = Painted.Frame(14, 46, 18, 50);

    static Dictionary<string, byte[]> Write(WorldMap? map, ChangeMap? change = null)
    {
        using var folder = new TemporaryFolder();
        var pictures = new RunPictures(folder.Path, "run", Painted.Week, [Painted.Row("33UWP", UnitStatus.Done)]);
        pictures.WriteCoverage(Painted.Ledger(Painted.Row("33UWP", map is null ? null : UnitStatus.Done)), Frame);
        if (map is not null) pictures.Write(map);
        if (change is not null) pictures.Write(change, Painted.WeekBefore, map!);
        return Directory.GetFiles(folder.Path).ToDictionary(f => Path.GetFileName(f), File.ReadAllBytes);
    }

    static WorldMap Map() => Painted.Map(Frame, (15.5, 48.5, 0.6, 9, 9), (16.5, 47.5, 0.3, 9, 5));

    [Fact]
    public void A_run_has_its_five_pictures_none_wider_than_a_page()
    {
        var pictures = Write(Map(), new ChangeMap(Painted.Ndvi, Frame, new short[Frame.Columns * Frame.Rows]));
        var names = new[] { "change", "histogram", "latitude-profile", "map" }.Select(kind => $"ndvi-{kind}_2023-W49").Prepend("coverage");
        Assert.Equal(names.SelectMany(name => new[] { $"{name}.png", $"{name}.svg" }), pictures.Keys.Order(StringComparer.Ordinal));
        foreach (var name in names)
        {
            using var picture = SKBitmap.Decode(pictures[$"{name}.png"]);
            Assert.InRange(picture.Width, 1000, 1600);
            var svg = XDocument.Load(new MemoryStream(pictures[$"{name}.svg"])).Root!;
            Assert.Equal((picture.Width, picture.Height), ((int)svg.Attribute("width")!, (int)svg.Attribute("height")!));
            Assert.Equal($"0 0 {picture.Width} {picture.Height}", (string?)svg.Attribute("viewBox"));
        }
    }

    [Fact]
    public void The_same_run_gives_the_same_bytes()
    {
        var (one, other) = (Write(Map()), Write(Map()));
        Assert.All(one, picture => Assert.Equal(picture.Value, other[picture.Key]));
    }

    [Fact]
    public void A_run_without_scenes_has_the_picture_that_says_why() =>
        Assert.Equal(["coverage.png", "coverage.svg"], Write(null).Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void A_run_without_a_clear_pixel_has_no_statistics() =>
        Assert.Equal(
            ["coverage.png", "coverage.svg", "ndvi-map_2023-W49.png", "ndvi-map_2023-W49.svg"],
            Write(Painted.Map(Frame, (15.5, 48.5, 0, 9, 0)))
                .Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Vectors_hold_the_values_as_an_image_and_coasts_and_texts_as_such()
    {
        var svg = XDocument.Load(new MemoryStream(Write(Map())["ndvi-map_2023-W49.svg"]));
        XNamespace ns = "http://www.w3.org/2000/svg", link = "http://www.w3.org/1999/xlink";
        var image = svg.Descendants(ns + "image").Select(e => (string)e.Attribute(link + "href")!).MaxBy(href => href.Length)!;
        using var values = SKBitmap.Decode(Convert.FromBase64String(image[(image.IndexOf(',', StringComparison.Ordinal) + 1)..]));
        var plot = MapLayout.Of(Frame).Plot;
        Assert.Equal((plot.Width, plot.Height), (values.Width, values.Height));
        var (x, y) = ((int)(1.53 / 4 * plot.Width), (int)(1.53 / 4 * plot.Height)); // 15.53 E, 48.47 N
        Assert.Equal(0xff000000 | SpectralIndex.Ndvi.Ramp.Ramp.Stops[6], (uint)values.GetPixel(x, y));
        Assert.Contains(svg.Descendants(ns + "text"), text => text.Value.Trim() == "NDVI, 4 to 10 December 2023");
        Assert.Contains(svg.Descendants(ns + "path"), path => ((string)path.Attribute("d")!).Length > 100);
    }

    [Fact]
    public void A_missing_font_names_its_file_and_the_package_that_has_it()
    {
        var error = Assert.Throws<InvalidDataException>(() => CanvasFont.Open("/nowhere"));
        Assert.Contains("/nowhere/DejaVuSans.ttf", error.Message, StringComparison.Ordinal);
        Assert.Contains("fonts-dejavu-core", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_plain_picture_of_as_many_pixels_as_cells_shows_through_where_there_is_nothing()
    {
        using var png = RasterImage.Of(Map(), Frame.Columns, Frame.Rows).ToPng();
        using var picture = SKBitmap.Decode(png);
        Assert.Equal((Frame.Columns, Frame.Rows), (picture.Width, picture.Height));
        Assert.Equal(0xff000000 | SpectralIndex.Ndvi.Ramp.Ramp.Stops[6], (uint)picture.GetPixel(30, 30)); // 1.5 degrees from the upper left
        Assert.Equal(2, picture.Pixels.Count(p => p.Alpha == 255));
        Assert.Equal(picture.Width * picture.Height - 2, picture.Pixels.Count(p => p.Alpha == 0));
    }

    [Fact]
    public void The_plain_picture_of_a_wide_map_on_a_page_loses_no_cell()
    {
        var frame = Painted.Frame(-100, 10, 70, 30);
        var plain = RasterImage.Of(Painted.Map(frame, (-42.42, 21.21, 0.5, 9, 9)), 1600, 188);
        Assert.Equal((1600, 188), (plain.Width, plain.Height));
        Assert.InRange(plain.Rgba.Where((_, i) => i % 4 == 3).Count(alpha => alpha == 255), 1, 4);
    }
}
