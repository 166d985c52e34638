using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Products.Ledger;
using Vegetation.Products.Maps;
using Vegetation.Products.Mosaics;
using Vegetation.Products.Stac;

namespace Vegetation.Products;

/// <summary>What finds the scenes of a run: a STAC collection, its items and the ledger as Parquet, footprints, mosaics.</summary>
static class CatalogProducts
{
    /// <param name="folder">Where the products are made: what is there already becomes an asset of the collection.</param>
    /// <param name="items">The STAC items of all scenes, one a line.</param>
    /// <param name="address">Where anybody reads the products; null where nobody does.</param>
    public static async Task Write(string folder, Request request, LedgerDocument ledger, string items, PublicAddress? address = null)
    {
        var keys = new RunKeys(new RunId(ledger.RunId));
        IReadOnlyList<string> names = [.. request.Indices.Select(index => index.Name)];
        await LedgerParquet.Write(ledger, request, At(ProductNames.LedgerParquet));
        File.WriteAllBytes(At(ProductNames.Footprints), FootprintIndex.Write(ledger, request.Notice));

        await using var table = await ItemsParquet.Create(At(ProductNames.ItemsParquet), names, keys, address);
        var files = new List<ItemRow>();
        foreach (var item in ItemDocument.ReadLines(items))
        {
            await table.Add(item);
            files.Add(item.Row);
        }
        var extent = Extent.Of(request, files);
        foreach (var index in request.Indices) WriteMosaics(index, [.. files.Where(file => file.Rasters.ContainsKey(index.Name))], extent);
        var assets = StacAssets.In(folder, request, ledger);
        var collection = StacCollection.Of(ledger.RunId, request, extent, files, assets, IsListed(ledger))
            .At(keys.Product(ProductNames.Collection), address);
        await table.Finish(collection, request.Notice);
        File.WriteAllText(At(ProductNames.Collection), collection.ToJsonString());

        string At(string name) => Path.Combine(folder, name);

        void WriteMosaics(SpectralIndex index, IReadOnlyList<ItemRow> files, Extent extent)
        {
            var named = new IndexFiles(index.Name, request.Window);
            foreach (var zone in files.GroupBy(file => file.Grid.Epsg))
            {
                ZoneMosaic.Write(At(named.Mosaic(zone.Key)), index, zone.Key, [.. zone], request.Notice);
                File.WriteAllBytes(At(named.MosaicStyle(zone.Key)), QgisStyle.Of(1, index.Ramp));
            }
            if (files.Count == 0) return; // GDAL opens no tile index that is empty
            TileIndex.Write(At(named.TileIndex), index, files, extent, request.Notice);
            File.WriteAllBytes(At(named.TileIndexStyle), QgisStyle.Of(1, index.Ramp));
        }
    }

    /// <summary>Of the runs that are published and made a map.</summary>
    static bool IsListed(LedgerDocument ledger) =>
        ledger.Map is not null && (ledger.Outcome is Outcome.Published or Outcome.NotPromoted);
}
