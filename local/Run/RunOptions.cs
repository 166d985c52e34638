using System.Globalization;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;

namespace Vegetation.Local.Run;

/// <summary>The command line of ./run.</summary>
internal sealed record RunOptions
{
    /// <summary>A GeoJSON file, or west,south,east,north in degrees.</summary>
    public string? Area { get; init; }
    public string? From { get; init; }
    public string? To { get; init; }

    /// <summary>Past weeks, one after the other, instead of one run.</summary>
    public WeekRange? Weeks { get; init; }

    public const string Demonstration = "demonstration";

    /// <summary>earth-search, the URL of a STAC API, or <see cref="Demonstration"/>.</summary>
    public string? Catalog { get; init; }

    /// <summary>Metres, names of indices with commas between, and a rule; whether they can be had the request's reader says.</summary>
    public string? Resolution { get; init; }
    public string? Indices { get; init; }
    public string? Composite { get; init; }

    /// <summary>A GeoJSON file, or "countries".</summary>
    public string? Zones { get; init; }

    /// <summary>The property of the zones' features that identifies one.</summary>
    public string? ZoneId { get; init; }

    /// <summary>A folder, s3://bucket/prefix/, or a prefix below baselines/ in the bucket.</summary>
    public string? Baseline { get; init; }

    /// <summary>A file with the JSON that one would type in the console.</summary>
    public string? RequestFile { get; init; }

    /// <summary>Where the bucket, the logs and the maps go instead of .run and out.</summary>
    public string? Folder { get; init; }
    public int? MaxScenes { get; init; }

    /// <summary>Seconds without new data after which a scene is given up; null = the worker's default.</summary>
    public int? Patience { get; init; }
    public bool DryRun { get; init; }

    /// <summary>A new run, even if this request was run before.</summary>
    public bool Fresh { get; init; }
    public bool Help { get; init; }

    /// <summary>Named as the catalog, or without an area, a catalog or a request: the demonstration.</summary>
    public bool IsDemo => Catalog is Demonstration || (Area is null && Catalog is null && RequestFile is null);

    const int LongestPatience = 3600; // as the worker's STALL_SECONDS

    static readonly string[] WithValue =
    [
        "--area", "--from", "--to", "--weeks", "--catalog", "--resolution", "--indices", "--composite", "--zones", "--zone-id",
        "--baseline", "--request", "--folder",
        "--max-scenes", "--patience",
    ];
    static readonly string[] Alone = ["--dry-run", "--fresh", "--help"];

    /// <returns>The options, or one line that says what was wrong and what to type.</returns>
    public static (RunOptions? Options, string? Error) Parse(IReadOnlyList<string> arguments)
    {
        var options = new RunOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            var (name, value) = Split(arguments[i]);
            if (name is "-h") name = "--help";
            if (!WithValue.Contains(name) && !Alone.Contains(name))
                return Refuse($"Unknown option {OneLine(name)}. Type  ./run --help  for the list.");
            if (Alone.Contains(name) && value is not null)
                return Refuse($"{name} takes no value; got {OneLine(value)}. Type  ./run {name}");
            if (WithValue.Contains(name) && value is null)
            {
                if (i + 1 == arguments.Count || arguments[i + 1].StartsWith("--", StringComparison.Ordinal))
                    return Refuse($"{name} needs a value. Type, for example,  {Example(name)}");
                value = arguments[++i];
            }
            if (options.With(name, value ?? "") is not { } next)
                return Refuse($"{name}: got {OneLine(value!)}{Expected(name)}. Type, for example,  {Example(name)}");
            options = next;
        }
        if (options is { Weeks: not null } and ({ From: not null } or { To: not null } or { Fresh: true }))
            return Refuse(
                "--weeks cannot be combined with --from, --to or --fresh: each week sets its own dates. Type it without them.");
        return (options, null);
    }

    /// <returns>Null where the option cannot have this value.</returns>
    RunOptions? With(string name, string value) => name switch
    {
        "--area" => value.Length > 0 ? this with { Area = value } : null,
        "--from" => IsDate(value) ? this with { From = value } : null,
        "--to" => IsDate(value) ? this with { To = value } : null,
        "--weeks" => WeekRange.TryParse(value) is { } weeks ? this with { Weeks = weeks } : null,
        "--catalog" => value.Length > 0 ? this with { Catalog = value } : null,
        "--resolution" => value.Length > 0 ? this with { Resolution = value } : null,
        "--indices" => value.Length > 0 ? this with { Indices = value } : null,
        "--composite" => value.Length > 0 ? this with { Composite = value } : null,
        "--zones" => value.Length > 0 ? this with { Zones = value } : null,
        "--zone-id" => value.Length > 0 ? this with { ZoneId = value } : null,
        "--baseline" => value.Length > 0 ? this with { Baseline = value } : null,
        "--request" => value.Length > 0 ? this with { RequestFile = value } : null,
        "--folder" => value.Length > 0 ? this with { Folder = value } : null,
        "--max-scenes" => Count(value, int.MaxValue) is { } scenes ? this with { MaxScenes = scenes } : null,
        "--patience" => Count(value, LongestPatience) is { } seconds ? this with { Patience = seconds } : null,
        "--dry-run" => this with { DryRun = true },
        "--fresh" => this with { Fresh = true },
        _ => this with { Help = true },
    };

    static string Expected(string name) => name == "--weeks" ? $"; expected {WeekRange.Allowed}" : "";

    static string Example(string name) => "./run " + name switch
    {
        "--area" => "--area 10.5,45.2,14.9,47.7",
        "--from" => "--from 2023-12-04",
        "--to" => "--to 2023-12-11",
        "--weeks" => "--weeks 2019-W01..2023-W52",
        "--catalog" => "--catalog earth-search",
        "--resolution" => "--resolution 40",
        "--indices" => "--indices ndvi,evi2",
        "--composite" => "--composite best",
        "--zones" => "--zones fields.geojson",
        "--zone-id" => "--zones fields.geojson --zone-id code",
        "--baseline" => "--baseline clms-ndvi-lts",
        "--request" => "--request request.json",
        "--folder" => "--folder /data/vegetation",
        "--patience" => "--patience 300",
        _ => "--max-scenes 100",
    };

    internal static (string Name, string? Value) Split(string argument)
    {
        var equals = argument.StartsWith("--", StringComparison.Ordinal) ? argument.IndexOf('=', StringComparison.Ordinal) : -1;
        return equals < 0 ? (argument, null) : (argument[..equals], argument[(equals + 1)..]);
    }

    static int? Count(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 && count <= most ? count : null;

    static bool IsDate(string text) =>
        DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    static string OneLine(string text) => $"\"{new string([.. text.Take(60).Select(c => char.IsControl(c) ? ' ' : c)])}\"";

    static (RunOptions?, string) Refuse(string line) => (null, line);
}
