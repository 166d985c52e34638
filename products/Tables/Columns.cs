using System.Text.Json;
using NetTopologySuite.IO;
using Parquet.Schema;
using Vegetation.Products.Shapes;

namespace Vegetation.Products.Tables;

/// <summary>The types of columns: each from its JSON, and into Parquet.</summary>
static class Columns
{
    public static Leaf<ReadOnlyMemory<char>> Text(string name) => Text(name, text => text);

    /// <param name="change">What becomes of each text.</param>
    public static Leaf<ReadOnlyMemory<char>> Text(string name, Func<string, string> change) => new Leaf<ReadOnlyMemory<char>>(
        new DataField(name, typeof(string), isNullable: true),
        json => json.ValueKind == JsonValueKind.String ? change(json.GetString()!).AsMemory() : null, "a text");

    public static Column Texts(string name) => new ListOf(name, Text("element"));

    /// <summary>A number; "nan" as JSON has it.</summary>
    public static Leaf<double> Double(string name) => new Leaf<double>(
        new DataField(name, typeof(double), isNullable: true),
        json => json.ValueKind switch
        {
            JsonValueKind.Number when json.TryGetDouble(out var number) => number,
            JsonValueKind.String when json.ValueEquals("nan"u8) => double.NaN,
            _ => null,
        },
        "a number");

    public static Column Doubles(string name) => new ListOf(name, Double("element"));

    public static Leaf<int> Int(string name) => new Leaf<int>(
        new DataField(name, typeof(int), isNullable: true),
        json => json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var number) ? number : null, "a whole number of 32 bits");

    public static Leaf<long> Long(string name) => new Leaf<long>(
        new DataField(name, typeof(long), isNullable: true),
        json => json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out var number) ? number : null, "a whole number");

    public static Column Longs(string name) => new ListOf(name, Long("element"));

    public static Column Bool(string name) => new Leaf<bool>(
        new DataField(name, typeof(bool), isNullable: true),
        json => json.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null }, "true or false");

    /// <summary>
    /// An instant to the millisecond: Parquet.Net 6.1 writes wrong statistics for microseconds, and readers that filter by them skip rows
    /// (aloneguid/parquet-dotnet issue 769).
    /// </summary>
    public static Column Time(string name) => new Leaf<DateTime>(
        new DateTimeDataField(name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, DateTimeTimeUnit.Millis, isNullable: true),
        json => json.ValueKind == JsonValueKind.String && json.TryGetDateTimeOffset(out var time) ? time.UtcDateTime : null,
        "a time of ISO 8601");

    /// <summary>A polygon of GeoJSON as well-known binary.</summary>
    public static Column Geometry(string name) => new Leaf<ReadOnlyMemory<byte>>(
        new DataField(name, typeof(byte[]), isNullable: true), json => new WKBWriter().Write(GeometryJson.Polygons(json)),
        "a GeoJSON geometry");
}
