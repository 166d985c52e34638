using System.Globalization;
using Vegetation.Core.Requests;

namespace Vegetation.Products;

/// <summary>The files of an index in a run's products. Their names say the week, so that a file that was copied away still does.</summary>
public readonly record struct IndexFiles(string Index, Window Window)
{
    /// <summary>Of QGIS, which finds a style by its raster's name.</summary>
    const string Style = "qml";

    public string Map => Named("map", "tif");
    public string MapStyle => Named("map", Style);
    public string MapPicture => Named("map", "png");
    public string Change => Named("change", "tif");
    public string ChangeStyle => Named("change", Style);
    public string ChangePicture => Named("change", "png");
    public string Anomaly => Named("anomaly", "tif");
    public string AnomalyStyle => Named("anomaly", Style);
    public string AnomalyPicture => Named("anomaly", "png");
    public string Histogram => Named("histogram", "png");
    public string LatitudeProfile => Named("latitude-profile", "png");

    public string ZonesParquet => Named("zones", "parquet");
    public string ZonesCsv => Named("zones", "csv");
    public string ZonesJson => Named("zones", "json");

    public string TileIndex => Named("mosaic", "gti");

    /// <summary>The mosaic of a UTM zone.</summary>
    public string Mosaic(int epsg) => Named(string.Create(CultureInfo.InvariantCulture, $"mosaic-{epsg}"), "vrt");

    public string MosaicStyle(int epsg) => Path.ChangeExtension(Mosaic(epsg), Style);

    public string TileIndexStyle => Path.ChangeExtension(TileIndex, Style);

    /// <summary>Both kinds.</summary>
    public string MosaicStyles => Named("mosaic*", Style);

    /// <summary>The mosaics of all UTM zones; the star stands for the zone.</summary>
    public string Mosaics => Named("mosaic-*", "vrt");

    /// <summary>A picture's other file, as SVG.</summary>
    internal static string VectorsOf(string picture) => Path.ChangeExtension(picture, "svg");

    /// <summary>Whether a file holds statistics of zones, of whatever index.</summary>
    internal static bool HoldsZones(string name) => name.Contains("-zones_", StringComparison.Ordinal);

    /// <summary>Whether a file is the anomaly of an index, or its picture.</summary>
    internal static bool HoldsAnomaly(string name, string index) => name.StartsWith($"{index}-anomaly_", StringComparison.Ordinal);

    string Named(string kind, string extension) => $"{Index}-{kind}_{Window.Name}.{extension}";
}
