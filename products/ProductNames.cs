using System.Globalization;

namespace Vegetation.Products;

/// <summary>The files of a run's products, below <c>products/</c>.</summary>
public static class ProductNames
{
    public const string Report = "index.html", Published = "published.json";
    public const string Map = "ndvi-map.tif", MapPicture = "ndvi-map.png";
    public const string Change = "change.tif", ChangePicture = "change.png";
    public const string CoveragePicture = "coverage.png", Histogram = "histogram.png", LatitudeProfile = "latitude-profile.png";
    public const string LedgerJson = "ledger.json", LedgerParquet = "ledger.parquet";
    public const string Collection = "collection.json", ItemsParquet = "items.parquet", Footprints = "index.geojson",
        TileIndex = "mosaic.gti";

    /// <summary>The mosaic of a UTM zone.</summary>
    public static string Mosaic(int epsg) => string.Create(CultureInfo.InvariantCulture, $"mosaic-{epsg}.vrt");
}
