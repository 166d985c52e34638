using System.Text.Json;
using Parquet;
using Parquet.Schema;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Products.Tables;

namespace Vegetation.Products.Zones;

/// <summary>
/// The statistics of zones of one week among those of all weeks: a Parquet table without outlines, by zone, from which series are read and
/// later weeks know what is normal.
/// </summary>
public static class ZoneSeries
{
    const string Id = "zone_id", Outline = "outline_hash", Mean = "mean";

    public static async Task Write(string path, Window window, SpectralIndex index, ZoneInputs inputs)
    {
        var sums = await inputs.Sums(index);
        var rows = inputs.Zones().Select(zone => ZoneRow.Of(zone, window, index.Name, sums.Of(zone.Number), null) with { Geometry = [] });
        await using var table = await ParquetTable.Create(path, ZoneColumns.OfSeries());
        foreach (var row in rows.OrderBy(row => row.ZoneId, StringComparer.Ordinal))
            await table.Add(JsonSerializer.SerializeToElement(row, ZoneJson.Default.ZoneRow));
        await table.Finish(new Dictionary<string, string>());
    }

    /// <param name="name">What is read, for errors.</param>
    /// <returns>The zones that have a mean.</returns>
    /// <exception cref="InvalidDataException">It is no such table, or damaged.</exception>
    internal static async Task<IReadOnlyList<(ZoneKey Zone, double Mean)>> Read(string path, string name)
    {
        try
        {
            await using var reader = await ParquetReader.CreateAsync(path);
            var fields = reader.Schema.GetDataFields().ToDictionary(field => field.Name, StringComparer.Ordinal);
            var rows = new List<(ZoneKey, double)>();
            for (var group = 0; group < reader.RowGroupCount; group++)
            {
                using var content = reader.OpenRowGroupReader(group);
                var (ids, outlines, means) = (new string?[content.RowCount], new string?[content.RowCount], new double?[content.RowCount]);
                await content.ReadAsync(fields[Id], ids.AsMemory());
                await content.ReadAsync(fields[Outline], outlines.AsMemory());
                await content.ReadAsync<double>(fields[Mean], means.AsMemory());
                rows.AddRange(
                    from row in ids.Zip(outlines, means)
                    let mean = row.Third
                    where row.First is not null && row.Second is not null && mean is not null
                    select (new ZoneKey(row.First, row.Second), mean.Value));
            }
            return rows;
        }
        catch (Exception e) when (e is not OperationCanceledException) // of whatever type: the library names none
        {
            throw new InvalidDataException($"{name} is no table of zones: {e.Message}", e);
        }
    }
}
