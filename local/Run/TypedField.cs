using System.Globalization;
using System.Text.Json.Nodes;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Zones;

namespace Vegetation.Local.Run;

/// <summary>A field of the request that an option sets. Whether it can have its value, the request's reader says.</summary>
/// <param name="Path">As errors name it: maxCloudCover, mask.classes.</param>
/// <param name="Option">What was typed, for errors.</param>
sealed record TypedField(string Path, string Option, JsonNode Value)
{
    /// <summary>Fields of one object in one object: an option says where a baseline is, a request's file the rest.</summary>
    /// <exception cref="FormatException">An option has a value from which no field can be made; the message says which.</exception>
    public static IReadOnlyList<TypedField> Of(RunOptions options)
    {
        (string Path, string Option, JsonNode? Value)[] all =
        [
            ("area", "--area", options.Area is { } area ? TypedFile.Area(area) : null),
            ("from", "--from", options.From),
            ("to", "--to", options.To),
            ("catalogs", "--catalog", options.Catalog is { } catalog and not RunOptions.Demonstration ? new JsonArray(catalog) : null),
            ("maxCloudCover", "--max-cloud", Number(options.MaxCloud)),
            ("resolution", "--resolution", Number(options.Resolution)),
            ("indices", "--indices", options.Indices is { } names ? new JsonArray([.. names.Split(',').Select(Index)]) : null),
            ("composite", "--composite", options.Composite),
            .. MaskOf(options.Mask),
            ("zones", "--zones", options.Zones is { } zones ? TypedFile.Zones(zones) : null),
            ("zones.id", options.ZoneId is null ? "--zones without --zone-id" : "--zone-id", ZoneIdOf(options)),
            ("baseline.source", "--baseline", options.Baseline is { } source ? TypedFile.Folder(source) : null),
            ("maxScenes", "--max-scenes", options.MaxScenes),
            ("dryRun", "--dry-run", options.DryRun ? true : null),
        ];
        return [.. all.Where(field => field.Value is not null).Select(field => new TypedField(field.Path, field.Option, field.Value!))];
    }

    /// <summary>Whether a field is this one or lies in it.</summary>
    public bool Holds(string field) =>
        field.StartsWith(Path, StringComparison.Ordinal) && (field.Length == Path.Length || field[Path.Length] == '.');

    public void Set(JsonObject request)
    {
        string[] names = Path.Split('.');
        var at = request;
        foreach (var name in names[..^1])
        {
            if (at[name] is not JsonObject) at[name] = new JsonObject();
            at = at[name]!.AsObject();
        }
        at[names[^1]] = Value.DeepClone();
    }

    /// <summary>A window as it would be typed: days, or times where it begins or ends within one.</summary>
    public static (string Name, string Value)[] Dates(Window window) =>
        [("--from", Day(window.From)), ("--to", Day(window.To))];

    static string Day(DateTimeOffset time) => time.UtcDateTime.ToString(
        time.UtcDateTime.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The default is set too, so that an error names the option.</summary>
    static JsonNode? ZoneIdOf(RunOptions options)
    {
        if (options.Zones is not (null or ZoneSource.Countries)) return options.ZoneId ?? ZoneSource.DefaultId;
        return options.ZoneId is null ? null : throw new FormatException(
            "--zone-id belongs to --zones FILE. Type, for example,  ./run --zones fields.geojson --zone-id code");
    }

    /// <summary>dilationPixels=1,classes=3+8+9: each a field of the mask.</summary>
    static IEnumerable<(string Path, string Option, JsonNode? Value)> MaskOf(string? typed)
    {
        const string classes = "classes";
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in typed?.Split(',', StringSplitOptions.TrimEntries) ?? [])
        {
            if (field.Split('=', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } name, { Length: > 0 } value]
                || !name.All(char.IsAsciiLetter))
                throw new FormatException($"--mask: got \"{Quote.Shortly(field)}\"; expected FIELD=NUMBER. "
                    + "Type, for example,  ./run --mask dilationPixels=1,classes=3+8+9+10");
            if (!names.Add(name))
                throw new FormatException(
                    $"--mask: got {name} twice; expected each field once. Type, for example,  ./run --mask {RunOptions.Word(field)}");
            yield return ($"mask.{name}", $"--mask {name}",
                name == classes ? new JsonArray([.. value.Split('+').Select(Number)]) : Number(value));
        }
    }

    /// <summary>In any case; the text itself where there is no such index.</summary>
    static JsonNode Index(string typed) => SpectralIndex.All.Select(index => index.Name)
        .FirstOrDefault(name => name.Equals(typed.Trim(), StringComparison.OrdinalIgnoreCase)) ?? typed.Trim();

    /// <summary>The text itself where it is no number: the reader refuses it with what it expects.</summary>
    static JsonNode? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? whole
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number
        : text;
}
