using Vegetation.Core.Requests;
using Vegetation.Products.Ledger;
using Vegetation.Products.Mosaics;
using Vegetation.Products.Stac;
using Vegetation.Products.Tables;

namespace Vegetation.Products;

/// <summary>The index of a run's NDVI files: a STAC collection, its items and the ledger as Parquet, footprints, mosaics.</summary>
public static class IndexProducts
{
    /// <param name="folder">Where the products are made: what is there already becomes an asset of the collection.</param>
    /// <param name="items">The STAC items of all NDVI files, one a line.</param>
    /// <param name="scratch">A folder for temporary files.</param>
    public static void Write(string folder, Request request, LedgerDocument ledger, string items, string scratch)
    {
        var files = File.ReadLines(items).Select(NdviFile.Of).ToList();
        var extent = Extent.Of(request, files);
        File.WriteAllBytes(At(ProductNames.Footprints), FootprintIndex.Write(ledger));
        foreach (var zone in files.GroupBy(file => file.Epsg)) ZoneMosaic.Write(At(ProductNames.Mosaic(zone.Key)), zone.Key, [.. zone]);
        if (files.Count > 0) TileIndex.Write(At(ProductNames.TileIndex), files, extent); // GDAL opens none whose index is empty
        using var database = new ParquetDatabase(scratch);
        LedgerParquet.Write(database, ledger, At(ProductNames.LedgerParquet));
        var collection = StacCollection.Of(ledger.RunId, request, extent, files, StacAssets.In(folder));
        ItemsParquet.Write(database, items, files, collection, At(ProductNames.ItemsParquet));
        File.WriteAllText(At(ProductNames.Collection), collection.ToJsonString());

        string At(string name) => Path.Combine(folder, name);
    }
}
