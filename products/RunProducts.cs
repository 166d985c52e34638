using System.Text.Json;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Products.Ledger;
using Vegetation.Products.Maps;
using Vegetation.Products.Pictures;
using Vegetation.Products.Report;
using Vegetation.Products.Zones;

namespace Vegetation.Products;

/// <summary>The map of an earlier run as a file of this machine, or why it is unavailable.</summary>
/// <param name="Problem">Null where the file is there.</param>
public sealed record EarlierMap(string RunId, DateTimeOffset From, DateTimeOffset To, string File, string? Problem);

/// <summary>What the products of a run are made of. Sums are asked for index by index: those of the Earth take half a gigabyte.</summary>
/// <param name="Items">A file with the STAC items of all scenes, one a line.</param>
/// <param name="EarlierMap">Gives null where no earlier run is there to compare with.</param>
public sealed record RunInputs(
    CellGrid Grid, string Items, Func<SpectralIndex, Task<CellBlocks>> Cells, Func<SpectralIndex, Task<EarlierMap?>> EarlierMap)
{
    /// <summary>Null where there are none.</summary>
    public ZoneInputs? Zones { get; init; }
}

/// <summary>All products of a run but <c>published.json</c>, made in a folder of this machine.</summary>
/// <param name="folder">Empty; the products are made here.</param>
public sealed class RunProducts(string folder, Request request)
{
    public async Task Write(LedgerDocument ledger, RunInputs inputs)
    {
        var frame = MapFrame.Of(request.Area, inputs.Grid);
        var pictures = new RunPictures(folder, ledger.RunId, request.Window);
        var (cells, changes) = (new List<PageCells>(), new Dictionary<string, ChangeBasis>(StringComparer.Ordinal));
        foreach (var index in request.Indices)
        {
            var (page, basis) = await WriteMaps(index, frame, inputs, pictures);
            changes[index.Name] = basis;
            if (page is not null) cells.Add(page);
        }
        var zones = await ZoneProducts.Write(folder, request, inputs.Zones, PageZones.MostShown);
        ledger = ledger with { Map = cells.Count > 0 ? frame.Extent() : null, Change = changes };
        pictures.WriteCoverage(ledger, frame);
        WriteLedger(ledger);
        await CatalogProducts.Write(folder, request, ledger, inputs.Items);
        ReportPage.Write(folder, ledger, MappedIndex.Of(request), cells, zones);
    }

    /// <summary>Map, change and pictures of an index; what is large is gone when it returns.</summary>
    async Task<(PageCells? Cells, ChangeBasis Basis)> WriteMaps(SpectralIndex index, MapFrame frame, RunInputs inputs, RunPictures pictures)
    {
        var map = WorldMap.From(frame, await inputs.Cells(index), new(index, request.Resolution, request.Composite));
        var (change, basis) = WriteChange(map, await inputs.EarlierMap(index));
        if (map is null) return (null, basis);
        map.WriteCog(At(ProductNames.Map(index.Name)), request.Window);
        pictures.Write(map, change, basis);
        return (PageCells.Of(map, change), basis);
    }

    (ChangeMap? Change, ChangeBasis Basis) WriteChange(WorldMap? map, EarlierMap? earlier)
    {
        if (map is null) return (null, new ChangeBasis(null, null, null, "nothing was seen"));
        if (earlier is null)
            return (null, new ChangeBasis(null, null, null, "no run of an earlier time was published for this area at this resolution"));
        if (earlier.Problem is { } problem) return (null, new ChangeBasis(earlier.RunId, earlier.From, earlier.To, problem));
        var (change, none) = ChangeMap.Between(map, earlier.File);
        change?.WriteCog(At(ProductNames.Change(map.Mapped.Name)), request.Window, earlier.RunId);
        return (change, new ChangeBasis(earlier.RunId, earlier.From, earlier.To, none));
    }

    void WriteLedger(LedgerDocument ledger)
    {
        using var file = File.Create(At(ProductNames.LedgerJson));
        JsonSerializer.Serialize(file, ledger, ProductsJson.Default.LedgerDocument);
    }

    string At(string name) => Path.Combine(folder, name);
}
