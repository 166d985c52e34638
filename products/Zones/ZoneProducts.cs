using System.Text.Json;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Products.Tables;

namespace Vegetation.Products.Zones;

/// <summary>The statistics of a run's zones, three files for each index.</summary>
static class ZoneProducts
{
    const int FlushBytes = 1 << 20;

    /// <param name="inputs">Null where the run has no zones: nothing is written.</param>
    /// <param name="most">How many rows are returned.</param>
    /// <returns>The first rows of each index, those of the first with their outlines.</returns>
    public static async Task<IReadOnlyList<IReadOnlyList<ZoneRow>>> Write(string folder, Request request, ZoneInputs? inputs, int most)
    {
        var rows = new List<IReadOnlyList<ZoneRow>>();
        if (inputs is null) return rows;
        foreach (var index in request.Indices)
            rows.Add(await Write(folder, request.Window, index, inputs, most, withOutlines: rows.Count == 0));
        return rows;
    }

    static async Task<IReadOnlyList<ZoneRow>> Write(
        string folder, Window window, SpectralIndex index, ZoneInputs inputs, int most, bool withOutlines)
    {
        var first = new List<ZoneRow>();
        var sums = await inputs.Sums(index);
        await using var table = await ParquetTable.Create(At(ProductNames.ZonesParquet(index.Name)), ZoneColumns.New());
        await using var csv = new StreamWriter(At(ProductNames.ZonesCsv(index.Name))) { NewLine = "\r\n" };
        await using var file = File.Create(At(ProductNames.ZonesJson(index.Name)));
        await using var json = new Utf8JsonWriter(file);
        var (statistics, types) = (new StatisticalJson(json, index), new SortedSet<string>(StringComparer.Ordinal));
        await csv.WriteLineAsync(ZoneColumns.Header);
        json.WriteStartArray();
        foreach (var zone in inputs.Zones())
        {
            var sum = sums.Of(zone.Number);
            var row = ZoneRow.Of(zone, window, index.Name, sum);
            if (first.Count < most) first.Add(withOutlines ? row : row with { Geometry = [] });
            types.Add(zone.Geometry.Count == 1 ? "Polygon" : "MultiPolygon");
            await table.Add(JsonSerializer.SerializeToElement(row, ZoneJson.Default.ZoneRow));
            await csv.WriteLineAsync(ZoneColumns.Line(row));
            statistics.Write(row, sum);
            if (json.BytesPending > FlushBytes) await json.FlushAsync();
        }
        json.WriteEndArray();
        await table.Finish(new Dictionary<string, string>(StringComparer.Ordinal) { [GeoMetadata.Key] = GeoMetadata.Of(types) });
        return first;

        string At(string name) => Path.Combine(folder, name);
    }
}
