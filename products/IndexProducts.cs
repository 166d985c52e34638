using Vegetation.Core.Requests;
using Vegetation.Products.Ledger;
using Vegetation.Products.Mosaics;
using Vegetation.Products.Stac;

namespace Vegetation.Products;

/// <summary>What finds the NDVI files of a run: a STAC collection, its items and the ledger as Parquet, footprints, mosaics.</summary>
static class IndexProducts
{
    /// <param name="folder">Where the products are made: what is there already becomes an asset of the collection.</param>
    /// <param name="items">The STAC items of all NDVI files, one a line.</param>
    public static async Task Write(string folder, Request request, LedgerDocument ledger, string items)
    {
        await LedgerParquet.Write(ledger, At(ProductNames.LedgerParquet));
        File.WriteAllBytes(At(ProductNames.Footprints), FootprintIndex.Write(ledger));

        await using var table = await ItemsParquet.Create(At(ProductNames.ItemsParquet));
        var files = new List<ItemRow>();
        foreach (var item in ItemDocument.ReadLines(items))
        {
            await table.Add(item);
            files.Add(item.Row);
        }
        var extent = Extent.Of(request, files);
        WriteMosaics(files, extent);
        var collection = StacCollection.Of(ledger.RunId, request, extent, files, StacAssets.In(folder));
        await table.Finish(collection);
        File.WriteAllText(At(ProductNames.Collection), collection.ToJsonString());

        string At(string name) => Path.Combine(folder, name);

        void WriteMosaics(IReadOnlyList<ItemRow> files, Extent extent)
        {
            foreach (var zone in files.GroupBy(file => file.Grid.Epsg))
                ZoneMosaic.Write(At(ProductNames.Mosaic(zone.Key)), zone.Key, [.. zone]);
            if (files.Count > 0) TileIndex.Write(At(ProductNames.TileIndex), files, extent); // GDAL opens none whose index is empty
        }
    }
}
