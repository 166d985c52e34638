using Vegetation.Core.Requests;

namespace Vegetation.Local.Run;

/// <summary>What the command line of ./run asks for; whether the values can be had, the request's reader says.</summary>
internal sealed record RunOptions
{
    /// <summary>A GeoJSON file, or west,south,east,north in degrees.</summary>
    public string? Area { get; init; }
    public string? From { get; init; }
    public string? To { get; init; }

    /// <summary>Past weeks, one after the other, instead of one run.</summary>
    public WeekRange? Weeks { get; init; }

    public const string Demonstration = CatalogName.Demonstration;

    /// <summary>earth-search, the URL of a STAC API, or <see cref="Demonstration"/>.</summary>
    public string? Catalog { get; init; }

    /// <summary>Percent.</summary>
    public string? MaxCloud { get; init; }

    /// <summary>Metres.</summary>
    public string? Resolution { get; init; }

    /// <summary>Names with commas between.</summary>
    public string? Indices { get; init; }
    public string? Composite { get; init; }

    /// <summary>Fields of the request's mask, as dilationPixels=1,classes=3+8+9.</summary>
    public string? Mask { get; init; }

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

    /// <summary>What was typed: each option with its last value, null for one without.</summary>
    public IReadOnlyDictionary<string, string?> Typed { get; init; } = new Dictionary<string, string?>();

    /// <summary>Named as the catalog, or without an area, a catalog or a request: the demonstration.</summary>
    public bool IsDemo => Catalog is Demonstration || (Area is null && Catalog is null && RequestFile is null);

    /// <summary>What was typed to say when.</summary>
    public string WindowOption => From is not null ? "--from" : To is not null ? "--to" : "--request";

    /// <returns>The options, or one line that says what was wrong and what to type.</returns>
    public static (RunOptions? Options, string? Error) Parse(IReadOnlyList<string> arguments)
    {
        var (options, before, typed) = (new RunOptions(), (RunOption?)null, new Dictionary<string, string?>(StringComparer.Ordinal));
        for (var i = 0; i < arguments.Count; i++)
        {
            var (name, value) = Split(arguments[i]);
            if (RunOption.Find(name) is not { } option) return Refuse(Unknown(name, value ?? arguments.ElementAtOrDefault(i + 1), before));
            if (option.Value is null && value is not null)
                return Refuse($"{name} takes no value; got {Quoted(value)}. Type  ./run {name}");
            if (option.Value is not null && value is null)
            {
                if (i + 1 == arguments.Count || arguments[i + 1].StartsWith("--", StringComparison.Ordinal))
                    return Refuse($"{name} needs a value. Type, for example,  {option.Example}");
                value = arguments[++i];
            }
            if (option.Set(options, value ?? "") is not { } next)
                return Refuse($"{name}: got {Quoted(value!)}; expected {option.Expected}. Type, for example,  {option.Example}");
            (options, before, typed[option.Name]) = (next, option, value);
        }
        return options is { Weeks: not null } and ({ From: not null } or { To: not null } or { Fresh: true })
            ? Refuse("--weeks cannot be combined with --from, --to or --fresh: each week sets its own dates. Type it without them.")
            : (options with { Typed = typed }, null);
    }

    /// <summary>The same command for real scenes, with other options in the place of its own; in the order of --help.</summary>
    public string Again(params (string Name, string Value)[] others)
    {
        var words = new Dictionary<string, string?>(Typed, StringComparer.Ordinal);
        if (IsDemo) words.Remove("--catalog");
        foreach (var (name, value) in others) words[name] = value;
        return "./run " + string.Join(' ', RunOption.All.Where(option => words.ContainsKey(option.Name))
            .Select(option => words[option.Name] is { } value ? $"{option.Name} {Word(value)}" : option.Name));
    }

    /// <summary>An area for real scenes, where the demonstration's would have been taken; a request's file may have its own.</summary>
    public (string Name, string Value)[] Somewhere => IsDemo && Area is null && RequestFile is null ? [("--area", "11,46,12,47")] : [];

    /// <summary>As a shell takes it for one word.</summary>
    public static string Word(string value) => value.All(letter => char.IsAsciiLetterOrDigit(letter) || "/-_.,:=+@%".Contains(letter))
        ? value : $"'{value.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    internal static (string Name, string? Value) Split(string argument)
    {
        var equals = argument.StartsWith("--", StringComparison.Ordinal) ? argument.IndexOf('=', StringComparison.Ordinal) : -1;
        return equals < 0 ? (argument, null) : (argument[..equals], argument[(equals + 1)..]);
    }

    /// <param name="next">What was typed behind it: its value, unless that begins an option.</param>
    /// <param name="before">The option before it, whose list may go on after a space.</param>
    static string Unknown(string name, string? next, RunOption? before)
    {
        var guess = !name.StartsWith('-') && before?.Value?.Contains(',', StringComparison.Ordinal) == true
            ? $"{before.Name} takes one value, its parts with commas and no spaces between. Type, for example,  {before.Example}"
            : RunOption.Nearest(name) is { } near ? $"Did you mean {near.Name}? Type, for example,  {near.ExampleOf(next)}"
            : "Type  ./run --help  for the list.";
        return $"Unknown option {Quoted(name)}. {guess}";
    }

    static string Quoted(string text) => $"\"{new string([.. text.Take(60).Select(c => char.IsControl(c) ? ' ' : c)])}\"";

    static (RunOptions?, string) Refuse(string line) => (null, line);
}
