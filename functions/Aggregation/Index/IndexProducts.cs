using System.Text.Json;

namespace Vegetation.Functions.Aggregation.Index;

/// <summary>What finds the NDVI files of a run: a STAC collection, its items and the ledger as Parquet, footprints, mosaics.</summary>
public static class IndexProducts
{
    /// <param name="folder">Where the products are made.</param>
    /// <param name="items">The STAC items of all NDVI files, one a line.</param>
    /// <param name="scratch">A folder for what is needed on the way.</param>
    public static void Write(string folder, LedgerDocument ledger, string items, string scratch)
    {
        var collection = StacCollection.Of(ledger, folder);
        File.WriteAllText(Path.Combine(folder, ProductNames.Collection), collection.ToJsonString());
        using var database = new ParquetDatabase(scratch);
        ItemsParquet.Write(database, items, collection, Path.Combine(folder, ProductNames.ItemsParquet), scratch);
        LedgerParquet.Write(database, ledger, Path.Combine(folder, ProductNames.LedgerParquet), scratch);
        var files = File.ReadLines(items).Select(NdviFile.Of).ToList();
        File.WriteAllBytes(Path.Combine(folder, ProductNames.Footprints), FootprintIndex.Write(ledger));
        foreach (var zone in files.GroupBy(file => file.Epsg)) ZoneMosaic.Write(Path.Combine(folder, ProductNames.Mosaic(zone.Key)), zone.Key, [.. zone]);
        TileIndex.Write(Path.Combine(folder, ProductNames.TileIndex), files);
    }
}
