using System.Text.Json;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Core.Work;
using Vegetation.Functions.Aggregation.Collecting;
using Vegetation.Products;
using Vegetation.Products.Maps;
using Vegetation.Products.Pictures;
using Vegetation.Products.Report;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Aggregation.Publishing;

/// <summary>Makes what a run publishes in a folder of this machine, and uploads it when all of it is made, the report last.</summary>
public sealed class Products(ObjectStore store, RunKeys keys)
{
    /// <summary>Of the earlier map: all cells of the Earth without compression have 520 MB.</summary>
    const long MostMapBytes = 520 << 20;

    public async Task Publish(Request request, LedgerDocument ledger, OutputParts parts, PublishedRun? earlier, CancellationToken cancellation)
    {
        var scratch = Directory.CreateTempSubdirectory("products-");
        try
        {
            var folder = scratch.CreateSubdirectory("products").FullName;
            var (frame, map) = await DrawMap(request, folder, parts, cancellation);
            var (change, basis) = await DrawChange(request, map, earlier, scratch.FullName, folder, cancellation);
            ledger = ledger with { Map = map?.Frame.Extent(), Change = basis };
            RunPictures.Write(folder, ledger, request.Window, frame, map, change);
            await WriteLedger(ledger, folder, cancellation);
            var items = Path.Combine(scratch.FullName, "items.ndjson");
            await parts.WriteItems(items, cancellation);
            IndexProducts.Write(folder, request, ledger, items, scratch.FullName);
            ReportPage.Write(folder, ledger, map, change);
            await new ProductUpload(store, keys).Upload(folder, cancellation);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    static async Task<(MapFrame Frame, WorldMap? Map)> DrawMap(Request request, string folder, OutputParts parts, CancellationToken cancellation)
    {
        var cells = await parts.Cells(cancellation);
        var frame = MapFrame.Of(request.Area, cells.Grid);
        var map = WorldMap.From(frame, cells);
        map?.WriteCog(Path.Combine(folder, ProductNames.Map), request.Window);
        return (frame, map);
    }

    async Task<(ChangeMap? Change, ChangeBasis Basis)> DrawChange(
        Request request, WorldMap? map, PublishedRun? earlier, string scratch, string folder, CancellationToken cancellation)
    {
        if (map is null) return (null, new ChangeBasis(null, null, null, "nothing was seen"));
        if (earlier is null) return (null, new ChangeBasis(null, null, null, "no run of an earlier time was published for this area"));
        var file = Path.Combine(scratch, "earlier.tif");
        if (await store.GetFile(earlier.Products + ProductNames.Map, file, MostMapBytes, cancellation) is { } problem)
            return (null, new ChangeBasis(earlier.RunId, earlier.From, earlier.To, $"the map of {earlier.RunId} {problem}"));
        var (change, none) = ChangeMap.Between(map, file);
        change?.WriteCog(Path.Combine(folder, ProductNames.Change), request.Window, earlier.RunId);
        return (change, new ChangeBasis(earlier.RunId, earlier.From, earlier.To, none));
    }

    static async Task WriteLedger(LedgerDocument ledger, string folder, CancellationToken cancellation)
    {
        await using var file = File.Create(Path.Combine(folder, ProductNames.LedgerJson));
        await JsonSerializer.SerializeAsync(file, ledger, ProductsJson.Default.LedgerDocument, cancellation);
    }
}
