using System.Globalization;
using System.Xml.Linq;
using Vegetation.Products.Stac;

namespace Vegetation.Products.Mosaics;

/// <summary>
/// All NDVI files of one UTM zone as one raster: a GDAL VRT that names them relative to itself. Where they overlap, the later id that has
/// data is on top.
/// </summary>
static class ZoneMosaic
{
    public static void Write(string path, int epsg, IReadOnlyList<ItemRow> files)
    {
        var grids = files.Select(file => file.Grid).ToList();
        var (left, top, pixel) = (grids.Min(g => g.Left), grids.Max(g => g.Top), grids.Min(g => g.PixelSize));
        var (columns, rows) = (Pixels(grids.Max(g => g.Right) - left), Pixels(top - grids.Min(g => g.Bottom)));
        var vrt = new XElement("VRTDataset", new XAttribute("rasterXSize", columns), new XAttribute("rasterYSize", rows),
            new XElement("SRS", new XAttribute("dataAxisToSRSAxisMapping", "1,2"), $"EPSG:{epsg}"),
            new XElement("GeoTransform", string.Join(", ", new[] { left, pixel, 0, top, 0, -pixel }.Select(Text))),
            new XElement("VRTRasterBand", new XAttribute("dataType", files[0].DataType), new XAttribute("band", 1),
                new XElement("Description", "NDVI"), new XElement("NoDataValue", files[0].Nodata),
                new XElement("Scale", Text(files[0].Scale)),
                files.OrderBy(f => f.Id, StringComparer.Ordinal).Select(Source)));
        vrt.Save(path);

        int Pixels(double metres) => (int)Math.Round(metres / pixel);

        XElement Source(ItemRow file) => new("ComplexSource",
            new XElement("SourceFilename", new XAttribute("relativeToVRT", 1), file.Href), new XElement("SourceBand", 1),
            new XElement("SourceProperties",
                new XAttribute("RasterXSize", file.Grid.Width), new XAttribute("RasterYSize", file.Grid.Height),
                new XAttribute("DataType", file.DataType), new XAttribute("BlockXSize", 512), new XAttribute("BlockYSize", 512)),
            Rectangle("SrcRect", 0, 0, file.Grid.Width, file.Grid.Height),
            On(file.Grid),
            new XElement("NODATA", file.Nodata));

        XElement On(ItemGrid grid) =>
            Rectangle("DstRect", Pixels(grid.Left - left), Pixels(top - grid.Top), Pixels(grid.Right - grid.Left),
                Pixels(grid.Top - grid.Bottom));
    }

    static XElement Rectangle(string name, int x, int y, int width, int height) =>
        new(name, new XAttribute("xOff", x), new XAttribute("yOff", y), new XAttribute("xSize", width), new XAttribute("ySize", height));

    static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
