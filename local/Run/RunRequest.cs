using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;
using Vegetation.Local.Demo;

namespace Vegetation.Local.Run;

/// <summary>From options to the request that the state machine gets.</summary>
public static class RunRequest
{
    /// <summary>Jobs of a run on this machine, unless the request says how many: their instances share its cores anyway.</summary>
    const int LocalJobs = 4;

    /// <param name="demoCatalog">Address of the demonstration's catalog, where the options ask for it.</param>
    /// <returns>A request with every default filled in, or a line for each thing that is wrong.</returns>
    public static (Request? Request, string? Error) Build(RunOptions options, Uri? demoCatalog, DateTimeOffset now)
    {
        try
        {
            var json = options.RequestFile is { } file ? ReadObject(file, "--request")
                : demoCatalog is not null ? DemoWorld.Request(demoCatalog) : [];
            Override(json, options);
            using var document = JsonDocument.Parse(json.ToJsonString());
            var result = RequestReader.Read(document.RootElement, now);
            return result.Request is { } request ? (request, null) : (null, string.Join(Environment.NewLine, result.Errors));
        }
        catch (FormatException problem)
        {
            return (null, problem.Message);
        }
        catch (Exception problem) when (problem is ArgumentException or InvalidOperationException) // a field twice, half a surrogate pair
        {
            return (null, $"--request: {problem.Message.ReplaceLineEndings(" ")} Each field may stand once, in JSON of UTF-8.");
        }
    }

    /// <summary>The same for the same request, so that a command typed again goes on with its run.</summary>
    public static string ExecutionName(Request request, bool fresh) =>
        $"local-{RequestWriter.Hash(request)}" + (fresh ? $"-{Guid.NewGuid().ToString("N")[..6]}" : "");

    static void Override(JsonObject json, RunOptions options)
    {
        if (options.Area is { } area) json["area"] = ReadArea(area);
        if (options.IsDemo && options.From is not null && options.To is null) json.Remove("to"); // a week, and not up to the demonstration's end
        if (options.IsDemo && options.To is not null && options.From is null) json.Remove("from");
        if (options.From is { } from) json["from"] = from;
        if (options.To is { } to) json["to"] = to;
        if (options.Catalog is { } catalog) json["catalogs"] = new JsonArray(catalog);
        if (options.MaxScenes is { } maxScenes) json["maxScenes"] = maxScenes;
        if (options.DryRun) json["dryRun"] = true;
        json.TryAdd("catalogs", new JsonArray(CatalogName.EarthSearch)); // SageMaker geospatial needs an AWS account
        json.TryAdd("jobs", LocalJobs);
        json.TryAdd("instancesPerJob", Math.Min(Environment.ProcessorCount, 100));
    }

    static JsonNode ReadArea(string text)
    {
        if (File.Exists(text)) return ReadObject(text, "--area");
        if (!text.Contains(',')) throw new FormatException($"--area: there is no file {text}. Type  ./run --area FILE  with a GeoJSON file, or four numbers as 10.5,45.2,14.9,47.7");
        var sides = text.Split(',');
        var numbers = sides.Select(s => double.TryParse(s, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n : double.NaN).ToArray();
        return numbers is { Length: 4 } && numbers.All(double.IsFinite)
            ? new JsonArray([.. numbers.Select(n => (JsonNode)n)])
            : throw new FormatException($"--area came with \"{text}\", which is neither a file nor four numbers. Type  ./run --area 10.5,45.2,14.9,47.7");
    }

    static JsonObject ReadObject(string file, string option)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(file)) as JsonObject ?? throw new FormatException($"{option}: {file} holds no JSON object.");
        }
        catch (JsonException error)
        {
            throw new FormatException(FormattableString.Invariant($"{option}: {file} is not JSON at line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}."));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"{option}: {file} cannot be read. Type  ./run {option} and the path of a JSON file that is there.");
        }
    }
}
