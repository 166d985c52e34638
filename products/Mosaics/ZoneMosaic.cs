using System.Globalization;
using System.Xml.Linq;
using Vegetation.Core.Indices;
using Vegetation.Core.Sensors;
using Vegetation.Products.Stac;

namespace Vegetation.Products.Mosaics;

/// <summary>
/// All files of an index of one UTM zone as one raster: a GDAL VRT that names them relative to itself. Where they overlap, the later id
/// that has data is on top. Coarse grids of neighbours are not on one lattice: their files lie at fractions of a pixel.
/// </summary>
static class ZoneMosaic
{
    /// <param name="notice">What the scenes are.</param>
    public static void Write(string path, SpectralIndex index, int epsg, IReadOnlyList<ItemRow> files, string notice)
    {
        var grids = files.Select(file => file.Grid).ToList();
        var (left, top, pixel) = (grids.Min(g => g.Left), grids.Max(g => g.Top), grids.Min(g => g.PixelSize));
        var (columns, rows) = (
            Math.Ceiling(Pixels(grids.Max(g => g.Right) - left)), Math.Ceiling(Pixels(top - grids.Min(g => g.Bottom))));
        var first = files[0].Rasters[index.Name];
        var vrt = new XElement("VRTDataset", new XAttribute("rasterXSize", columns), new XAttribute("rasterYSize", rows),
            new XElement("SRS", new XAttribute("dataAxisToSRSAxisMapping", "1,2"), $"EPSG:{epsg}"),
            new XElement("GeoTransform", string.Join(", ", new[] { left, pixel, 0, top, 0, -pixel }.Select(Text))),
            new XElement("Metadata", new XElement("MDI", new XAttribute("key", DataNotice.Tag), notice)),
            new XElement("VRTRasterBand", new XAttribute("dataType", first.DataType), new XAttribute("band", 1),
                new XElement("Description", index.Label), new XElement("NoDataValue", first.Nodata),
                new XElement("Scale", Text(first.Scale)),
                files.OrderBy(f => f.Id, StringComparer.Ordinal).Select(Source)));
        vrt.Save(path);

        double Pixels(double metres) => Math.Round(metres / pixel, 6); // what division leaves of a whole number is none

        XElement Source(ItemRow file) => new("ComplexSource",
            new XElement("SourceFilename", new XAttribute("relativeToVRT", 1), file.Rasters[index.Name].Href),
            new XElement("SourceBand", 1),
            new XElement("SourceProperties",
                new XAttribute("RasterXSize", file.Grid.Width), new XAttribute("RasterYSize", file.Grid.Height),
                new XAttribute("DataType", first.DataType), new XAttribute("BlockXSize", 512), new XAttribute("BlockYSize", 512)),
            Rectangle("SrcRect", 0, 0, file.Grid.Width, file.Grid.Height),
            On(file.Grid),
            new XElement("NODATA", first.Nodata));

        XElement On(ItemGrid grid) =>
            Rectangle("DstRect", Pixels(grid.Left - left), Pixels(top - grid.Top), Pixels(grid.Right - grid.Left),
                Pixels(grid.Top - grid.Bottom));
    }

    static XElement Rectangle(string name, double x, double y, double width, double height) => new(
        name, new XAttribute("xOff", Text(x)), new XAttribute("yOff", Text(y)), new XAttribute("xSize", Text(width)),
        new XAttribute("ySize", Text(height)));

    static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
