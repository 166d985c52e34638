using System.Text.Json;
using Vegetation.Core.Units;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Aggregation;

/// <summary>Writes what a run publishes, the report last.</summary>
public sealed class Products(ObjectStore store, RunKeys keys)
{
    public const string Map = "ndvi-map.tif";
    public const string Picture = "ndvi-map.png";
    public const string LedgerName = "ledger.json";
    public const string Index = "index.geojson";

    public async Task Write(LedgerDocument ledger, WorldMap? map, CancellationToken cancellation)
    {
        var picture = map is null ? null : await WriteMap(map, cancellation);
        await store.PutJson(keys.Product(LedgerName), ledger, FunctionsJson.Default.LedgerDocument, cancellation);
        await store.Put(keys.Product(Index), FootprintIndex.Write(ledger), "application/geo+json", cancellation);
        await store.Put(keys.Report, ReportPage.Write(ledger, picture), "text/html; charset=utf-8", cancellation);
    }

    async Task<byte[]> WriteMap(WorldMap map, CancellationToken cancellation)
    {
        var scratch = Directory.CreateTempSubdirectory("map-");
        try
        {
            var cog = Path.Combine(scratch.FullName, Map);
            map.WriteCog(cog);
            await store.Put(keys.Product(Map), await File.ReadAllBytesAsync(cog, cancellation), "image/tiff; application=geotiff; profile=cloud-optimized", cancellation);
            var png = Path.Combine(scratch.FullName, Picture);
            map.WritePicture(png);
            var picture = await File.ReadAllBytesAsync(png, cancellation);
            await store.Put(keys.Product(Picture), picture, "image/png", cancellation);
            return picture;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }
}
