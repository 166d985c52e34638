using System.Globalization;

namespace Vegetation.Products;

/// <summary>The files of a run's products, below <c>products/</c>.</summary>
public static class ProductNames
{
    public const string Report = "index.html", Viewer = "viewer.html", Published = "published.json", CoveragePicture = "coverage.png";
    public const string LedgerJson = "ledger.json", LedgerParquet = "ledger.parquet";
    public const string Collection = "collection.json", ItemsParquet = "items.parquet", Footprints = "index.geojson";

    public static string Map(string index) => $"{index}-map.tif";
    public static string MapPicture(string index) => $"{index}-map.png";
    public static string Change(string index) => $"{index}-change.tif";
    public static string ChangePicture(string index) => $"{index}-change.png";
    public static string Anomaly(string index) => $"{index}-anomaly.tif";
    public static string AnomalyPicture(string index) => $"{index}-anomaly.png";

    /// <summary>The style of a raster, beside it: name or path.</summary>
    public static string Style(string raster) => Path.ChangeExtension(raster, ".qml");
    public static string Histogram(string index) => $"{index}-histogram.png";
    public static string LatitudeProfile(string index) => $"{index}-latitude-profile.png";

    /// <summary>What the names of all statistics of zones begin with.</summary>
    public const string Zones = "zones-";
    public static string ZonesParquet(string index) => $"{Zones}{index}.parquet";
    public static string ZonesCsv(string index) => $"{Zones}{index}.csv";
    public static string ZonesJson(string index) => $"{Zones}{index}.json";
    public static string TileIndex(string index) => $"mosaic-{index}.gti";

    /// <summary>The mosaic of a UTM zone.</summary>
    public static string Mosaic(string index, int epsg) => string.Create(CultureInfo.InvariantCulture, $"mosaic-{index}-{epsg}.vrt");
}
