using System.Text.Json;
using Vegetation.Core.Grid;
using Vegetation.Core.Ndvi;
using Vegetation.Core.Requests;
using Vegetation.Core.Units;
using Vegetation.Functions.Aggregation.Collecting;
using Vegetation.Functions.Aggregation.Index;
using Vegetation.Functions.Aggregation.Maps;
using Vegetation.Functions.Storage;
using Vegetation.Raster;

namespace Vegetation.Functions.Aggregation.Publishing;

/// <summary>Makes what a run publishes in a folder of this machine, and uploads it when all of it is made, the report last.</summary>
public sealed class Products(ObjectStore store, RunKeys keys)
{
    public async Task Publish(Request request, LedgerDocument ledger, OutputParts parts, PublishedRun? earlier, CancellationToken cancellation)
    {
        var scratch = Directory.CreateTempSubdirectory("products-");
        try
        {
            var folder = scratch.CreateSubdirectory("products").FullName;
            var map = await DrawMap(request, folder, parts, cancellation);
            var (change, basis) = await DrawChange(request, map, earlier, scratch.FullName, folder, cancellation);
            ledger = ledger with { Map = map?.Frame.Extent(), Change = basis };
            WritePictures(map, change, folder);
            await WriteDocuments(ledger, folder, cancellation);
            var items = Path.Combine(scratch.FullName, "items.ndjson");
            await parts.WriteItems(items, cancellation);
            IndexProducts.Write(folder, request, ledger, items, scratch.FullName);
            await new ProductUpload(store, keys).Upload(folder, cancellation);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    static async Task<WorldMap?> DrawMap(Request request, string folder, OutputParts parts, CancellationToken cancellation)
    {
        var cells = await parts.Cells(cancellation);
        var map = WorldMap.From(MapFrame.Of(request.Area, cells.Grid), cells);
        map?.WriteCog(Path.Combine(folder, ProductNames.Map), request.Window);
        return map;
    }

    async Task<(ChangeMap? Change, ChangeBasis Basis)> DrawChange(
        Request request, WorldMap? map, PublishedRun? earlier, string scratch, string folder, CancellationToken cancellation)
    {
        if (map is null) return (null, new ChangeBasis(null, null, null, "nothing was seen"));
        if (earlier is null) return (null, new ChangeBasis(null, null, null, "no run of an earlier time was published for this area"));
        if (await store.TryGet(earlier.Products + ProductNames.Map, cancellation) is not { } content)
            return (null, new ChangeBasis(earlier.RunId, earlier.From, earlier.To, $"the map of {earlier.RunId} is gone"));
        var file = Path.Combine(scratch, "earlier.tif");
        await File.WriteAllBytesAsync(file, content, cancellation);
        var (change, none) = ChangeMap.Between(map, file);
        change?.WriteCog(Path.Combine(folder, ProductNames.Change), request.Window, earlier.RunId);
        return (change, new ChangeBasis(earlier.RunId, earlier.From, earlier.To, none));
    }

    static void WritePictures(WorldMap? map, ChangeMap? change, string folder)
    {
        if (map is null) return;
        PngWriter.Write(Path.Combine(folder, ProductNames.MapPicture), map.Frame.Columns, map.Frame.Rows, NdviRamp.Picture([.. map.Mean.Select(v => (short)v)]));
    }

    static async Task WriteDocuments(LedgerDocument ledger, string folder, CancellationToken cancellation)
    {
        await using (var file = File.Create(Path.Combine(folder, ProductNames.LedgerJson)))
            await JsonSerializer.SerializeAsync(file, ledger, FunctionsJson.Default.LedgerDocument, cancellation);
        var picture = Path.Combine(folder, ProductNames.MapPicture);
        await File.WriteAllBytesAsync(
            Path.Combine(folder, ProductNames.Report), ReportPage.Write(ledger, File.Exists(picture) ? await File.ReadAllBytesAsync(picture, cancellation) : null), cancellation);
    }
}
