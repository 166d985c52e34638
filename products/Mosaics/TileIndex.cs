using System.Globalization;
using System.Xml.Linq;
using Vegetation.Core.Indices;
using Vegetation.Core.Sensors;
using Vegetation.Products.Stac;

namespace Vegetation.Products.Mosaics;

/// <summary>
/// All files of an index, of all zones, as one raster in degrees: a GDAL raster tile index (GTI, GDAL 3.9 and newer) over <see
/// cref="ProductNames.Footprints"/>, by its documented layout. GDAL warps what is read.
/// </summary>
static class TileIndex
{
    const double MetresPerDegree = 111_320; // along a meridian and the equator, about

    /// <param name="notice">What the scenes are.</param>
    /// <param name="files">Of scenes with the index, one at least.</param>
    public static void Write(string path, SpectralIndex index, IReadOnlyList<ItemRow> files, Extent extent, string notice)
    {
        var degrees = Text(Math.Round(files.Min(f => f.Grid.PixelSize) / MetresPerDegree, 7));
        var (west, east) = extent.Longitudes;
        new XElement("GDALTileIndexDataset",
            new XElement("IndexDataset", ProductNames.Footprints),
            new XElement("LocationField", index.Name),
            new XElement("SortField", "id"),
            new XElement("SRS", "EPSG:4326"),
            new XElement("ResX", degrees), new XElement("ResY", degrees),
            new XElement("MinX", Text(west)), new XElement("MinY", Text(extent.South)), new XElement("MaxX", Text(east)),
            new XElement("MaxY", Text(extent.North)),
            new XElement("BlockXSize", 512), new XElement("BlockYSize", 512),
            new XElement("Metadata", new XElement("MDI", new XAttribute("key", DataNotice.Tag), notice)),
            Band(index, files[0].Rasters[index.Name])).Save(path);
    }

    static XElement Band(SpectralIndex index, ItemRaster file) => new(
        "Band", new XAttribute("band", 1), new XAttribute("dataType", file.DataType),
        new XElement("Description", index.Label), new XElement("Scale", Text(file.Scale)), new XElement("NoDataValue", file.Nodata));

    static string Text(double value) => value.ToString("0.#########", CultureInfo.InvariantCulture);
}
