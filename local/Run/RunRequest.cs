using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;
using Vegetation.Core.Zones;
using Vegetation.Local.Demo;

namespace Vegetation.Local.Run;

/// <summary>From options to the request that the state machine gets.</summary>
internal static class RunRequest
{
    /// <summary>Jobs of a run on this machine unless the request sets a number: their instances share its cores anyway.</summary>
    const int LocalJobs = 4;

    /// <param name="demoCatalog">Address of the demonstration's catalog; null unless the options ask for the demonstration.</param>
    /// <returns>A request with every default filled in, or one line for each error.</returns>
    public static (Request? Request, string? Error) Build(RunOptions options, Uri? demoCatalog, DateTimeOffset now)
    {
        try
        {
            var given = Given(options);
            var json = Fields(options, demoCatalog, given);
            using var document = JsonDocument.Parse(json.ToJsonString());
            var result = RequestReader.Read(document.RootElement, now);
            return result.Request is { } request ? (request, null)
                : (null, string.Join(Environment.NewLine, result.Errors.Select(error => AsTyped(error, given))));
        }
        catch (FormatException problem)
        {
            return (null, problem.Message);
        }
        catch (Exception problem) when (problem is ArgumentException or InvalidOperationException) // a field twice, half a surrogate pair
        {
            var said = problem.Message.ReplaceLineEndings(" ");
            return (null, $"--request: {said} A request is JSON in UTF-8, with each field at most once.");
        }
    }

    /// <summary>The same for the same request, so that the same command resumes its run.</summary>
    public static string ExecutionName(Request request, bool fresh) =>
        $"local-{RequestWriter.Hash(request)}" + (fresh ? $"-{Guid.NewGuid().ToString("N")[..6]}" : "");

    /// <summary>The fields that options set, with the option's name.</summary>
    static List<(string Field, string Option, JsonNode Value)> Given(RunOptions options)
    {
        (string Field, string Option, JsonNode? Value)[] all =
        [
            ("area", "--area", options.Area is { } area ? ReadArea(area) : null),
            ("from", "--from", options.From),
            ("to", "--to", options.To),
            ("catalogs", "--catalog", options.Catalog is { } catalog and not RunOptions.Demonstration ? new JsonArray(catalog) : null),
            ("resolution", "--resolution", Number(options.Resolution)),
            ("indices", "--indices", options.Indices is { } names ? new JsonArray([.. names.Split(',').Select(Text)]) : null),
            ("composite", "--composite", options.Composite),
            ("zones", "--zones", ReadZones(options)),
            ("baseline", "--baseline", options.Baseline is { } source ? new JsonObject { ["source"] = Source(source) } : null),
            ("maxScenes", "--max-scenes", options.MaxScenes),
            ("dryRun", "--dry-run", options.DryRun ? true : null),
        ];
        return [.. all.Where(field => field.Value is not null).Select(field => (field.Field, field.Option, field.Value!))];

        static JsonNode Text(string name) => name.Trim();

        static JsonNode? Number(string? text) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : text;
    }

    /// <summary>An error in the words of the command line.</summary>
    static FieldError AsTyped(FieldError error, List<(string Field, string Option, JsonNode Value)> given) =>
        given.FirstOrDefault(field => field.Field == error.Field.Split('.')[0]) is { Option: { } option }
            ? error with { Field = option } : error;

    /// <summary>Options come before the request's file, and that before the demonstration.</summary>
    static JsonObject Fields(RunOptions options, Uri? demoCatalog, List<(string Field, string Option, JsonNode Value)> given)
    {
        var json = options.RequestFile is { } file ? ReadObject(file, "--request") : [];
        foreach (var (field, _, value) in given)
            json[field] = field == "baseline" ? With(json[field] as JsonObject, value.AsObject()) : value;
        if (demoCatalog is not null) AddDemonstration(json, DemoWorld.Request(demoCatalog));
        json.TryAdd("catalogs", new JsonArray(CatalogName.EarthSearch)); // SageMaker geospatial needs an AWS account
        if (json.ContainsKey("deadlineMinutes")) return json; // the planner chooses
        json.TryAdd("jobs", LocalJobs);
        json.TryAdd("instancesPerJob", Math.Min(Environment.ProcessorCount, 100));
        return json;
    }

    /// <summary>The fields of an object, those of another in their place: an option says where a baseline is, the file the rest.</summary>
    static JsonObject With(JsonObject? fields, JsonObject others)
    {
        var all = fields?.DeepClone().AsObject() ?? [];
        foreach (var (name, value) in others) all[name] = value?.DeepClone();
        return all;
    }

    /// <summary>A folder by its whole path, since the functions run elsewhere; everything else as it is.</summary>
    static string Source(string text) => Directory.Exists(text) ? Path.GetFullPath(text).TrimEnd('/') + "/"
        : text.StartsWith("s3://", StringComparison.Ordinal) || text.StartsWith(BaselineSource.OwnFolder, StringComparison.Ordinal) ? text
        : throw new FormatException($"--baseline: folder {text} not found. Type  ./run --baseline  with a folder of GeoTIFFs");

    static void AddDemonstration(JsonObject json, JsonObject demonstration)
    {
        // One bound alone means a week, and not the rest of the demonstration's.
        string[] dates = ["from", "to"], kept = dates.Any(json.ContainsKey) ? dates : [];
        json.Remove("catalogs");
        // A composite takes cloudy acquisitions too, which the demonstration's limit would leave out.
        if (json.ContainsKey("composite")) demonstration.Remove("maxCloudCover");
        foreach (var (field, value) in demonstration.Where(field => !kept.Contains(field.Key))) json.TryAdd(field, value?.DeepClone());
    }

    static JsonNode ReadArea(string text)
    {
        if (File.Exists(text)) return ReadObject(text, "--area");
        if (!text.Contains(','))
            throw new FormatException(
                $"--area: file {text} not found. Type  ./run --area  with a GeoJSON file, or four numbers: 10.5,45.2,14.9,47.7");
        var sides = text.Split(',');
        var numbers = sides
            .Select(s => double.TryParse(s, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n : double.NaN).ToArray();
        return numbers is { Length: 4 } && numbers.All(double.IsFinite)
            ? new JsonArray([.. numbers.Select(n => (JsonNode)n)])
            : throw new FormatException(
                $"--area: got \"{text}\"; expected a GeoJSON file or four numbers. Type, for example,  ./run --area 10.5,45.2,14.9,47.7");
    }

    /// <summary>The features themselves: whoever gets the request puts them into the bucket.</summary>
    static JsonNode? ReadZones(RunOptions options)
    {
        var fromFile = options.Zones is { } text ? ReadZones(text) : null;
        if (options.ZoneId is not { } id) return fromFile;
        if (fromFile is not JsonObject zones)
            throw new FormatException("--zone-id belongs to --zones FILE. Type, for example,  ./run --zones fields.geojson --zone-id code");
        zones["id"] = id;
        return zones;
    }

    static JsonNode ReadZones(string text) =>
        File.Exists(text) ? new JsonObject { ["features"] = ReadObject(text, "--zones"), ["series"] = SeriesOf(text) }
        : text == ZoneSource.Countries ? text
        : throw new FormatException($"--zones: file {text} not found. Type  ./run --zones  with a GeoJSON file, or --zones countries");

    /// <summary>By the file's name, so that a file whose fields change goes on with its series.</summary>
    static string SeriesOf(string file)
    {
        const int longest = 40;
        var letters = Path.GetFileNameWithoutExtension(file).ToLowerInvariant()
            .Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-').Take(longest);
        return string.Concat(letters);
    }

    static JsonObject ReadObject(string file, string option)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(file)) as JsonObject
                ?? throw new FormatException($"{option}: {file} does not hold a JSON object.");
        }
        catch (JsonException error)
        {
            throw new FormatException(FormattableString.Invariant(
                $"{option}: {file} is not valid JSON: line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}."));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"{option}: {file} cannot be read. Type  ./run {option} FILE  with an existing JSON file.");
        }
    }
}
