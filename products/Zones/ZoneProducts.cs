using System.Text.Json;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Products.Tables;

namespace Vegetation.Products.Zones;

/// <summary>What was written of zones, as far as the report and the ledger say it.</summary>
/// <param name="Rows">The first rows of each index, those of the first with their outlines.</param>
/// <param name="UnreadableWeeks">As <see cref="ZoneHistory.Unreadable"/>, of all indices.</param>
sealed record WrittenZones(IReadOnlyList<IReadOnlyList<ZoneRow>> Rows, IReadOnlyList<string> UnreadableWeeks);

/// <summary>The statistics of a run's zones, three files for each index.</summary>
static class ZoneProducts
{
    const int FlushBytes = 1 << 20;

    /// <param name="inputs">Null where the run has no zones: nothing is written.</param>
    /// <param name="most">How many rows are returned.</param>
    public static async Task<WrittenZones> Write(string folder, Request request, ZoneInputs? inputs, int most)
    {
        var (rows, unreadable) = (new List<IReadOnlyList<ZoneRow>>(), new List<string>());
        foreach (var index in inputs is null ? [] : request.Indices)
        {
            var history = await inputs!.History(index);
            rows.Add(await Write(folder, request, index, inputs, history, most));
            unreadable.AddRange(history?.Unreadable ?? []);
        }
        for (var i = 1; i < rows.Count; i++) rows[i] = [.. rows[i].Select(row => row with { Geometry = [] })];
        return new(rows, unreadable);
    }

    static async Task<IReadOnlyList<ZoneRow>> Write(
        string folder, Request request, SpectralIndex index, ZoneInputs inputs, ZoneHistory? history, int most)
    {
        var first = new List<ZoneRow>();
        var (sums, files) = (await inputs.Sums(index), new IndexFiles(index.Name, request.Window));
        await using var table = await ParquetTable.Create(At(files.ZonesParquet), ZoneColumns.New());
        await using var csv = new StreamWriter(At(files.ZonesCsv)) { NewLine = "\r\n" };
        await using var file = File.Create(At(files.ZonesJson));
        await using var json = new Utf8JsonWriter(file);
        var (statistics, types) = (new StatisticalJson(json, index, request.Notice), new SortedSet<string>(StringComparer.Ordinal));
        await csv.WriteLineAsync(ZoneColumns.Header);
        json.WriteStartArray();
        foreach (var zone in inputs.Zones())
        {
            var sum = sums.Of(zone.Number);
            var row = ZoneRow.Of(zone, request.Window, index.Name, sum, history);
            if (first.Count < most) first.Add(row);
            types.Add(zone.Geometry.Count == 1 ? "Polygon" : "MultiPolygon");
            await table.Add(JsonSerializer.SerializeToElement(row, ZoneJson.Default.ZoneRow));
            await csv.WriteLineAsync(ZoneColumns.Line(row));
            statistics.Write(row, sum);
            if (json.BytesPending > FlushBytes) await json.FlushAsync();
        }
        json.WriteEndArray();
        await table.Finish(request.Notice, (GeoMetadata.Key, GeoMetadata.Of(types)));
        return first;

        string At(string name) => Path.Combine(folder, name);
    }
}
