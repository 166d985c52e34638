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
    const string Id = "zone_id", Outline = "outline_hash", Index = "index", Week = "week", Mean = "mean";

    public static async Task Write(string path, Request request, SpectralIndex index, ZoneInputs inputs)
    {
        var (sums, window) = (await inputs.Sums(index), request.Window);
        var rows = inputs.Zones().Select(zone => ZoneRow.Of(zone, window, index.Name, sums.Of(zone.Number), null) with { Geometry = [] });
        await using var table = await ParquetTable.Create(path, ZoneColumns.OfSeries());
        foreach (var row in rows.OrderBy(row => row.ZoneId, StringComparer.Ordinal))
            await table.Add(JsonSerializer.SerializeToElement(row, ZoneJson.Default.ZoneRow));
        await table.Finish(request.Notice);
    }

    /// <returns>The zones that have a mean.</returns>
    /// <exception cref="InvalidDataException">It is no such table, of another index or week, or damaged.</exception>
    internal static async Task<IReadOnlyList<(ZoneKey Zone, double Mean)>> Read(ZoneWeek week)
    {
        try
        {
            await using var reader = await ParquetReader.CreateAsync(week.File);
            var fields = reader.Schema.GetDataFields().ToDictionary(field => field.Name, StringComparer.Ordinal);
            var rows = new List<(ZoneKey, double)>();
            for (var group = 0; group < reader.RowGroupCount; group++)
            {
                using var content = reader.OpenRowGroupReader(group);
                rows.AddRange(await Rows(content, fields, week));
            }
            return rows;
        }
        catch (Exception e) when (e is not OperationCanceledException) // of whatever type: the library names none
        {
            throw new InvalidDataException($"{week.Name} is no table of zones: {e.Message}", e);
        }
    }

    static async Task<IEnumerable<(ZoneKey Zone, double Mean)>> Rows(
        ParquetRowGroupReader content, Dictionary<string, DataField> fields, ZoneWeek week)
    {
        var (ids, outlines, indices, weeks) = (await Texts(Id), await Texts(Outline), await Texts(Index), await Texts(Week));
        var means = new double?[content.RowCount];
        await content.ReadAsync<double>(fields[Mean], means.AsMemory());
        foreach (var (index, of) in indices.Zip(weeks))
            if (index != week.Index.Name || of != week.Week.ToString())
                throw new InvalidDataException($"it holds {index} of {of}; expected {week.Index.Name} of {week.Week}");
        return
            from row in ids.Zip(outlines, means)
            let mean = row.Third
            where row.First is not null && row.Second is not null && mean is not null
            select (new ZoneKey(row.First, row.Second), Possible(mean.Value, week.Index));

        async Task<string?[]> Texts(string column)
        {
            var texts = new string?[content.RowCount];
            await content.ReadAsync(fields[column], texts.AsMemory());
            return texts;
        }
    }

    static double Possible(double mean, SpectralIndex index) =>
        mean >= index.Min * SpectralIndex.Scale && mean <= index.Max * SpectralIndex.Scale ? mean
            : throw new InvalidDataException(FormattableString.Invariant($"it has a mean of {mean}, which no {index.Label} can have"));
}

/// <summary>A table of a week that was fetched.</summary>
/// <param name="File">Its path.</param>
/// <param name="Name">Where it came from, for errors.</param>
public sealed record ZoneWeek(string File, string Name, SpectralIndex Index, IsoWeek Week);
