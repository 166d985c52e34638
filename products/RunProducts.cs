using System.Text.Json;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Core.Work;
using Vegetation.Products.Ledger;
using Vegetation.Products.Maps;
using Vegetation.Products.Pictures;
using Vegetation.Products.Report;
using Vegetation.Products.Viewer;
using Vegetation.Products.Zones;

namespace Vegetation.Products;

/// <summary>The map of an earlier run as a file of this machine, or why it is unavailable.</summary>
/// <param name="Problem">Null where the file is there.</param>
public sealed record EarlierMap(string RunId, DateTimeOffset From, DateTimeOffset To, string File, string? Problem);

/// <summary>What is normal for the week of a run, or why that is unavailable.</summary>
/// <param name="Problem">Null where the normals are there.</param>
public sealed record Baseline(INormals? Normals, string? Problem);

/// <summary>What the products of a run are made of. Sums are asked for index by index: those of the Earth take half a gigabyte.</summary>
/// <param name="Items">A file with the STAC items of all scenes, one a line.</param>
/// <param name="EarlierMap">Gives null where no earlier run is there to compare with.</param>
public sealed record RunInputs(
    CellGrid Grid, string Items, Func<SpectralIndex, Task<CellBlocks>> Cells, Func<SpectralIndex, Task<EarlierMap?>> EarlierMap,
    Func<SpectralIndex, Task<Baseline>> Baseline)
{
    /// <summary>Null where there are none.</summary>
    public ZoneInputs? Zones { get; init; }
}

/// <summary>All products of a run but <c>published.json</c>, made in a folder of this machine.</summary>
/// <param name="folder">Empty; the products are made here.</param>
/// <param name="address">Where anybody reads the products; null where nobody does.</param>
public sealed class RunProducts(string folder, Request request, PublicAddress? address = null)
{
    const string NothingSeen = "nothing was seen";

    /// <returns>The ledger as it was written, with what was found on the way.</returns>
    public async Task<LedgerDocument> Write(LedgerDocument ledger, RunInputs inputs)
    {
        var frame = MapFrame.Of(request.Area, inputs.Grid);
        var pictures = new RunPictures(folder, ledger.RunId, request.Window, ledger.Rows);
        var written = new Dictionary<string, WrittenMaps>(StringComparer.Ordinal);
        foreach (var index in request.Indices)
            written[index.Name] = await WriteMaps(index, frame, inputs, pictures, MapTags.Of(ledger, request, index));
        List<PageCells> cells = [.. written.Values.Select(maps => maps.Cells).OfType<PageCells>()];
        ledger = ledger with
        {
            Map = cells.Count > 0 ? frame.Extent() : null,
            Means = written.Where(maps => maps.Value.Mean is not null).ToDictionary(maps => maps.Key, maps => maps.Value.Mean!.Value),
            Change = written.ToDictionary(maps => maps.Key, maps => maps.Value.Change),
            Anomaly = written.ToDictionary(maps => maps.Key, maps => maps.Value.Anomaly),
        };
        ledger = ledger with { Message = ledger.Message + WithoutBaseline(ledger) };
        var zones = await ZoneProducts.Write(folder, request, inputs.Zones, PageZones.MostShown);
        if (ledger.Zones is { } report) ledger = ledger with { Zones = report with { UnreadableWeeks = zones.UnreadableWeeks } };
        pictures.WriteCoverage(ledger, frame);
        WriteLedger(ledger);
        ViewerPage.Write(folder, ViewerRun.Of(ledger, request, frame, cells, zones.Rows), cells);
        await CatalogProducts.Write(folder, request, ledger, inputs.Items, address);
        ReportPage.Write(folder, ledger, MappedIndex.Of(request), request.Window, cells, zones.Rows);
        return ledger;
    }

    /// <summary>Said where people look, since such a run is published all the same.</summary>
    string WithoutBaseline(LedgerDocument ledger) =>
        request.Baseline.Foreign is { } foreign && ledger.Anomaly[foreign.Index].UnavailableReason is { } why and not NothingSeen
            ? $" No anomaly of {SpectralIndex.Find(foreign.Index)!.Label}: {why}." : "";

    /// <summary>Map, change, anomaly and pictures of an index; what is large is gone when it returns.</summary>
    async Task<WrittenMaps> WriteMaps(
        SpectralIndex index, MapFrame frame, RunInputs inputs, RunPictures pictures, IReadOnlyDictionary<string, string> tags)
    {
        if (WorldMap.From(frame, await inputs.Cells(index), MappedIndex.Of(request, index)) is not { } map)
            return new(null, new(null, null, null, NothingSeen), new([], [], NothingSeen));
        var (change, changeBasis) = WriteChange(map, await inputs.EarlierMap(index), tags);
        var (anomaly, anomalyBasis) = WriteAnomaly(map, await inputs.Baseline(index), tags);
        var files = map.Mapped.Files(request.Window);
        map.WriteCog(At(files.Map), request.Window, tags);
        File.WriteAllBytes(At(files.MapStyle), QgisStyle.Of(WorldMap.MeanBand, index.Ramp));
        pictures.Write(map);
        if (change is not null) pictures.Write(change, changeBasis, map);
        if (anomaly is not null) pictures.Write(anomaly, anomalyBasis, map);
        return new(PageCells.Of(map, change, anomaly, anomalyBasis), changeBasis, anomalyBasis, MeanOf(map));
    }

    static double? MeanOf(WorldMap map) =>
        map.Observations.Any(pixels => pixels > 0) ? Math.Round(IndexHistogram.Of(map).Mean, 4) : null;

    (ChangeMap? Change, ChangeBasis Basis) WriteChange(
        WorldMap map, EarlierMap? earlier, IReadOnlyDictionary<string, string> tags)
    {
        if (earlier is null)
            return (null, new ChangeBasis(null, null, null, "no run of an earlier time was published for this area at this resolution"));
        if (earlier.Problem is { } problem) return (null, new ChangeBasis(earlier.RunId, earlier.From, earlier.To, problem));
        var (change, none) = ChangeMap.Between(map, earlier.File);
        var basis = new ChangeBasis(earlier.RunId, earlier.From, earlier.To, none);
        if (change is null) return (null, basis);
        var files = map.Mapped.Files(request.Window);
        change.WriteCog(At(files.Change), request.Window, basis, tags);
        File.WriteAllBytes(At(files.ChangeStyle), QgisStyle.Of(1, new(ChangeRamp.Ramp, null)));
        return (change, basis with { Compared = change.Compared });
    }

    (AnomalyMap? Anomaly, AnomalyBasis Basis) WriteAnomaly(
        WorldMap map, Baseline baseline, IReadOnlyDictionary<string, string> tags)
    {
        if (baseline.Normals is not { } normals) return (null, new([], [], baseline.Problem));
        var (anomaly, none) = AnomalyMap.Of(map, normals, request.Baseline);
        if (anomaly is not null)
        {
            var files = map.Mapped.Files(request.Window);
            anomaly.WriteCog(At(files.Anomaly), request.Window, normals, tags);
            File.WriteAllBytes(At(files.AnomalyStyle), QgisStyle.Of(anomaly.ShownBand, new(anomaly.ShownRamp, null)));
        }
        return (anomaly, normals.Basis with { UnavailableReason = none });
    }

    void WriteLedger(LedgerDocument ledger)
    {
        using var file = File.Create(At(ProductNames.LedgerJson));
        JsonSerializer.Serialize(file, ledger, ProductsJson.Default.LedgerDocument);
    }

    string At(string name) => Path.Combine(folder, name);

    /// <param name="Cells">Null where nothing was seen.</param>
    /// <param name="Mean">Null where nothing was clear.</param>
    sealed record WrittenMaps(PageCells? Cells, ChangeBasis Change, AnomalyBasis Anomaly, double? Mean = null);
}
