using System.Text.Json;
using NetTopologySuite.IO;
using Vegetation.Products;
using Vegetation.Products.Ledger;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Products.Index;

/// <summary>ledger.parquet, as DuckDB reads it.</summary>
[Collection(IndexedRunCollection.Name)]
public sealed class LedgerTableTests(IndexedRun run)
{
    [Fact]
    public void Every_field_of_every_row_is_a_column_named_like_it()
    {
        const string columns =
            "to_json(COLUMNS(* EXCLUDE (geometry, sensed))), to_json(epoch_ms(sensed)) AS sensed, hex(ST_AsWKB(geometry)) AS geometry";
        var rows = DuckDb.Rows($"SELECT {columns} FROM '{run.Product(ProductNames.LedgerParquet)}'");
        Assert.Equal(run.Ledger.Rows.Count, rows.Count);
        foreach (var (row, found) in run.Ledger.Rows.Zip(rows))
        {
            var fields = Fields(JsonSerializer.SerializeToElement(row, ProductsJson.Default.LedgerRow), "")
                .ToDictionary(field => field.Name, field => Number(field.Value));
            Assert.Empty(fields.Keys.Except(found.Keys));
            if (row.Sensed is { } sensed) fields["sensed"] = $"{sensed.ToUnixTimeMilliseconds()}";
            Assert.All(found.Where(column => column.Key != "geometry"), column => Assert.Equal(
                (column.Key, fields.GetValueOrDefault(column.Key)),
                (column.Key, column.Value is string text ? Number(JsonElement.Parse(text)) : null)));
            Assert.True(row.Geometry!.EqualsExact(new WKBReader().Read(Convert.FromHexString((string)found["geometry"]!))));
        }
        Assert.Contains(rows, row => row["unit_id"] is null && (string)row["reason"]! == "\"no-acquisition\"");
    }

    [Fact]
    public async Task Tables_of_many_rows_are_cut_into_groups_and_keep_their_order()
    {
        using var folder = new TemporaryFolder();
        await run.Write(folder.Path,
            IndexedRun.LedgerOf([.. Enumerable.Range(0, 12_000).Select(i => new LedgerRow { Tile = $"{12_000 - i:00000}" })]), []);
        var file = folder[ProductNames.LedgerParquet];
        Assert.Equal(
            [10_240L, 1_760L],
            DuckDb.Rows($"SELECT DISTINCT row_group_id AS g, row_group_num_rows AS n FROM parquet_metadata('{file}') ORDER BY 1")
                .Select(r => (long)r["n"]!));
        Assert.Equal(0, DuckDb.Count($"read_parquet('{file}', file_row_number = true) WHERE tile::INTEGER + file_row_number <> 12000"));
        Assert.Equal(1, DuckDb.Count($"'{file}' WHERE tile = '00017'"));
    }

    /// <summary>Inner fields after outer ones, in snake case.</summary>
    static IEnumerable<(string Name, JsonElement Value)> Fields(JsonElement json, string before) =>
        json.EnumerateObject().SelectMany(field =>
    {
        var name = before + string.Concat(field.Name.Select(c => char.IsAsciiLetterUpper(c) ? $"_{char.ToLowerInvariant(c)}" : $"{c}"));
        return field.Value.ValueKind == JsonValueKind.Object && name != "geometry" ? Fields(field.Value, name + "_")
            : [(name, field.Value)];
    });

    /// <summary>Numbers by value: 12 and 12.0 are one.</summary>
    static string Number(JsonElement value) => value.ValueKind == JsonValueKind.Number ? $"{value.GetDouble():R}" : value.GetRawText();
}
