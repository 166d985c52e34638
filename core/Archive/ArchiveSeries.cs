using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Vegetation.Core.Composites;
using Vegetation.Core.Geography;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Core.Zones;

namespace Vegetation.Core.Archive;

/// <summary>
/// Weekly sums that may be compared over the years: those of an index at a resolution, by one composite and one set of rules, on the grid
/// of one map. The keys of its objects keep it apart from others, and each object says what it is.
/// </summary>
public sealed partial record ArchiveSeries(
    string GridId, CellGrid Grid, SpectralIndex Index, int Resolution, CompositeRule Composite, ArchiveRules Rules)
{
    /// <summary>The prefixes of what all series have in the bucket.</summary>
    public const string AllWeeks = "archive/", AllClimatologies = "climatology/", AllTables = "series/", AllMaps = "maps/";

    const string Ending = ".cells", Around = "-around-";

    public static ArchiveSeries Of(Request request, CellGrid grid, SpectralIndex index) =>
        new(IdOf(request.Area, grid.CellsPerDegree), grid, index, request.Resolution, request.Composite, ArchiveRules.Of(request));

    /// <summary>The prefix of the archived weeks; there is nothing else below it.</summary>
    public string Weeks => $"{AllWeeks}{Place}/";

    public string Week(IsoWeek week) => $"{Weeks}{week}{Ending}";

    /// <summary>The prefix of the climatologies.</summary>
    public string Climatologies => $"{AllClimatologies}{Place}/";

    /// <summary>The statistics of a week of the year, of other weeks than the same where those around are samples too.</summary>
    public string Climatology(int season, int weeksAround) =>
        string.Create(CultureInfo.InvariantCulture, $"{Climatologies}W{season:00}{Around}{weeksAround}.tif");

    /// <summary>The cells of a week as a table.</summary>
    public string CellTable(IsoWeek week) => $"{AllTables}{Place}/cells/{week}.parquet";

    /// <summary>The prefix of the weekly statistics of zones of one source; there is nothing else below it.</summary>
    public string ZoneTables(ZoneSource zones) => $"{AllTables}{Place}/{SourceId(zones)}/";

    public string ZoneTable(ZoneSource zones, IsoWeek week) => $"{ZoneTables(zones)}{week}.parquet";

    /// <returns>The week of an object below <see cref="ZoneTables"/>; null if it is none of ours.</returns>
    public static IsoWeek? WeekOfTable(string key) =>
        key.EndsWith(".parquet", StringComparison.Ordinal) ? IsoWeek.TryParse(Path.GetFileNameWithoutExtension(key)) : null;

    /// <summary>The STAC item of the map of a window, the same whichever run made the map.</summary>
    public string Map(Window window) => $"{AllMaps}{Place}/{window.Name}.json";

    /// <summary>Whether an object has a key as <see cref="Map"/> gives it, which needs no escapes in an address.</summary>
    public static bool IsMap(string key) => key.StartsWith(AllMaps, StringComparison.Ordinal)
        && key.EndsWith(".json", StringComparison.Ordinal)
        && key.All(letter => char.IsAsciiLetterOrDigit(letter) || "/-_.".Contains(letter));

    /// <summary>Names the map of a window among those of all series.</summary>
    public string MapId(Window window) => $"{Index.Name}-{Variant}-{window.Name}-{GridId}";

    /// <returns>Those of an object that is named as <see cref="Climatology"/> names them, wherever it is; null of others.</returns>
    public static int? WeeksAroundOf(string key) =>
        ClimatologyName().Match(key) is { Success: true } name
            && int.TryParse(name.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var weeks) ? weeks : null;

    /// <returns>The week of an object below <see cref="Weeks"/>; null if it is none of ours.</returns>
    public IsoWeek? WeekOf(string key) =>
        key.StartsWith(Weeks, StringComparison.Ordinal) && key.EndsWith(Ending, StringComparison.Ordinal)
            ? IsoWeek.TryParse(key[Weeks.Length..^Ending.Length]) : null;

    /// <summary>What the object of a week says of itself.</summary>
    public ArchivedWeek Header(IsoWeek week, string runId) =>
        new(week.ToString(), runId, GridId, Grid.CellsPerDegree, Index.Name, Resolution, Lower(Composite), Rules.Text);

    /// <summary>The name of the series, or where zones come from and which property names them; not what the file holds.</summary>
    static string SourceId(ZoneSource zones) => zones.IsBuiltIn ? $"zones-{ZoneSource.Countries}"
        : zones.Series is { } series ? $"zones-{series}"
        : $"zones-{Hash(Encoding.UTF8.GetBytes($"{zones.Key} {zones.Id}"))[..8]}";

    string Place => $"{GridId}/{Index.Name}/{Variant}";

    string Variant => string.Concat(
        Resolution.ToString(CultureInfo.InvariantCulture), "m",
        Composite == CompositeRule.None ? "" : $"-{Lower(Composite)}",
        Rules.AreDefault ? "" : $"-rules-{Hash(Encoding.UTF8.GetBytes(Rules.Text))[..8]}");

    /// <summary>Identifies an area and its cells, from which the map's grid follows.</summary>
    /// <param name="more">What else is to be told apart.</param>
    public static string IdOf(Area area, int cellsPerDegree, string more = "")
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) GeoJson.MultiPolygon(area.Polygons).WriteTo(json);
        buffer.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $" {cellsPerDegree}{more}")));
        return Hash(buffer.ToArray())[..16];
    }

    [GeneratedRegex($@"(?:^|/)W\d\d{Around}(\d+)\.tif\z", RegexOptions.CultureInvariant)]
    private static partial Regex ClimatologyName();

    static string Lower(CompositeRule rule) => rule.ToString().ToLowerInvariant();

    static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
