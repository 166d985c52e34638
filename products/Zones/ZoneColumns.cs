using System.Globalization;
using System.Text.Json;
using Vegetation.Products.Tables;

namespace Vegetation.Products.Zones;

/// <summary>The columns of both tables; the names of those of JSON in snake case.</summary>
static class ZoneColumns
{
    static readonly (string Field, Func<string, Column> Type, Func<ZoneRow, object?> Value)[] All =
    [
        ("zoneId", Columns.Text, row => row.ZoneId), ("name", Columns.Text, row => row.Name),
        ("week", Columns.Text, row => row.Week), ("from", Columns.Time, row => row.From),
        ("to", Columns.Time, row => row.To), ("index", Columns.Text, row => row.Index), ("mean", Columns.Double, row => row.Mean),
        ("sd", Columns.Double, row => row.Sd), ("min", Columns.Double, row => row.Min), ("max", Columns.Double, row => row.Max),
        ("p10", Columns.Double, row => row.P10), ("p50", Columns.Double, row => row.P50), ("p90", Columns.Double, row => row.P90),
        ("areaKm2", Columns.Double, row => row.AreaKm2), ("clearShare", Columns.Double, row => row.ClearShare),
        ("observedShare", Columns.Double, row => row.ObservedShare),
        ("pixels", Columns.Long, row => row.Pixels), ("validPixels", Columns.Long, row => row.ValidPixels),
        ("change", Columns.Double, row => row.Change), ("anomaly", Columns.Double, row => row.Anomaly),
        ("zScore", Columns.Double, row => row.ZScore), ("baselineYears", Columns.Int, row => row.BaselineYears),
        ("outlineHash", Columns.Text, row => row.OutlineHash), ("reason", Columns.Text, row => row.Reason),
    ];

    /// <summary>New columns, for one table, with the outlines.</summary>
    public static IReadOnlyList<Column> New() =>
        [.. All.Select(column => column.Type(NameOf(column.Field)).At(column.Field)), Columns.Geometry("geometry")];

    /// <summary>
    /// Those of a week among others: what compares with other weeks depends on when it was made, and is left out; why there are no figures
    /// too, which the counts say.
    /// </summary>
    public static IReadOnlyList<Column> OfSeries() =>
    [
        .. All.Where(column => !LeftOutOfSeries.Contains(column.Field))
            .Select(column => column.Type(NameOf(column.Field)).At(column.Field)),
    ];

    static readonly string[] LeftOutOfSeries = ["change", "anomaly", "zScore", "baselineYears", "reason"];

    public static string Header => string.Join(',', All.Select(column => NameOf(column.Field)));

    /// <summary>A line of RFC 4180; missing figures are empty fields.</summary>
    public static string Line(ZoneRow row) => string.Join(',', All.Select(column => Quoted(Plain(column.Value(row)))));

    static string Plain(object? value) => value switch
    {
        string text => CsvText.Guarded(text),
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        double number => number.ToString("0.######;-0.######;0", CultureInfo.InvariantCulture), // no powers of ten, no minus of zero
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    static string Quoted(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    static string NameOf(string field) => field == "areaKm2" ? "area_km2" : JsonNamingPolicy.SnakeCaseLower.ConvertName(field);
}
