using System.Globalization;
using System.Xml.Linq;

namespace Vegetation.Functions.Aggregation.Index;

/// <summary>
/// All NDVI files of all zones as one raster in degrees: a GDAL raster tile index (GTI, GDAL 3.9 and newer) over <see cref="ProductNames.Footprints"/>,
/// by its documented layout. GDAL warps what is read.
/// </summary>
public static class TileIndex
{
    const double MetresPerDegree = 111_320; // along a meridian and the equator, about

    public static void Write(string path, IReadOnlyList<NdviFile> files)
    {
        var pixel = files.Count == 0 ? 10 : files.Min(f => f.PixelSize);
        var degrees = Math.Round(pixel / MetresPerDegree, 7).ToString(CultureInfo.InvariantCulture);
        new XElement("GDALTileIndexDataset",
            new XElement("IndexDataset", ProductNames.Footprints),
            new XElement("LocationField", "location"),
            new XElement("SortField", "id"),
            new XElement("SRS", "EPSG:4326"),
            new XElement("ResX", degrees), new XElement("ResY", degrees),
            new XElement("BlockXSize", 512), new XElement("BlockYSize", 512),
            new XElement("Band", new XAttribute("band", 1), new XAttribute("dataType", files.FirstOrDefault()?.DataType ?? "Int16"),
                new XElement("Description", "NDVI"),
                new XElement("Scale", (files.FirstOrDefault()?.Scale ?? 0.0001).ToString(CultureInfo.InvariantCulture)),
                new XElement("NoDataValue", files.FirstOrDefault()?.Nodata ?? "-19999"))).Save(path);
    }
}
