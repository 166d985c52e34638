namespace Vegetation.Products;

/// <summary>
/// The files of a run's products that are there once, below <c>products/</c>; those of each index are <see cref="IndexFiles"/>.
/// </summary>
public static class ProductNames
{
    public const string Report = "index.html", Viewer = "viewer.html", Published = "published.json", CoveragePicture = "coverage.png";
    public const string LedgerJson = "ledger.json", LedgerParquet = "ledger.parquet";
    public const string Collection = "collection.json", ItemsParquet = "items.parquet", Footprints = "index.geojson";
}
