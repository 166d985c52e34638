using System.Text.Json;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Products.Ledger;
using Vegetation.Products.Maps;
using Vegetation.Products.Pictures;
using Vegetation.Products.Report;

namespace Vegetation.Products;

/// <summary>The map of an earlier run as a file of this machine, or why it is unavailable.</summary>
/// <param name="Problem">Null where the file is there.</param>
public sealed record EarlierMap(string RunId, DateTimeOffset From, DateTimeOffset To, string File, string? Problem);

/// <summary>All products of a run but <c>published.json</c>, made in a folder of this machine from rows, STAC items and cell sums.</summary>
/// <param name="folder">Empty; the products are made here.</param>
/// <param name="scratch">For temporary files.</param>
public sealed class RunProducts(string folder, string scratch, Request request)
{
    /// <param name="items">The STAC items of all scene outputs, one a line.</param>
    /// <param name="earlier">Null if there is no earlier run to compare with.</param>
    public void Write(LedgerDocument ledger, CellBlocks cells, string items, EarlierMap? earlier)
    {
        var frame = MapFrame.Of(request.Area, cells.Grid);
        var map = WorldMap.From(frame, cells);
        map?.WriteCog(At(ProductNames.Map), request.Window);
        var (change, basis) = WriteChange(map, earlier);
        ledger = ledger with { Map = map?.Frame.Extent(), Change = basis };
        RunPictures.Write(folder, ledger, request.Window, frame, map, change);
        WriteLedger(ledger);
        IndexProducts.Write(folder, request, ledger, items, scratch);
        ReportPage.Write(folder, ledger, map, change);
    }

    (ChangeMap? Change, ChangeBasis Basis) WriteChange(WorldMap? map, EarlierMap? earlier)
    {
        if (map is null) return (null, new ChangeBasis(null, null, null, "nothing was seen"));
        if (earlier is null) return (null, new ChangeBasis(null, null, null, "no run of an earlier time was published for this area"));
        if (earlier.Problem is { } problem)
            return (null, new ChangeBasis(earlier.RunId, earlier.From, earlier.To, $"the map of {earlier.RunId} {problem}"));
        var (change, none) = ChangeMap.Between(map, earlier.File);
        change?.WriteCog(At(ProductNames.Change), request.Window, earlier.RunId);
        return (change, new ChangeBasis(earlier.RunId, earlier.From, earlier.To, none));
    }

    void WriteLedger(LedgerDocument ledger)
    {
        using var file = File.Create(At(ProductNames.LedgerJson));
        JsonSerializer.Serialize(file, ledger, ProductsJson.Default.LedgerDocument);
    }

    string At(string name) => Path.Combine(folder, name);
}
