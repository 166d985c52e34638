using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core.Requests;
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
            var typed = TypedField.Of(options);
            var json = Fields(options, demoCatalog, typed);
            using var document = JsonDocument.Parse(json.ToJsonString());
            var result = RequestReader.Read(document.RootElement, now);
            return result.Request is { } request ? NotYet(options, request, now) is { } tooEarly ? (null, tooEarly) : (request, null)
                : (null, string.Join(Environment.NewLine, result.Errors.Select(error => AsTyped(error, typed))));
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

    /// <returns>One line; null for a window that has begun, and for weeks that are over.</returns>
    static string? NotYet(RunOptions options, Request request, DateTimeOffset now)
    {
        var week = Window.LastFullWeekBefore(now);
        if (options.Weeks is { } weeks) return weeks.Last.Window.To <= now ? null : NotOver(options, weeks, IsoWeek.Of(week.From));
        if (request.Window.From < now) return null;
        return string.Create(CultureInfo.InvariantCulture,
            $"{options.WindowOption}: got {request.Window}; expected a time before now, {now:yyyy-MM-dd}: there is no scene of it yet. For "
            + $"the last full week type  {options.Again([.. options.Somewhere, .. TypedField.Dates(week)])}");
    }

    static string NotOver(RunOptions options, WeekRange weeks, IsoWeek last)
    {
        var over = weeks.First.Window.From < last.Window.From ? $"{weeks.First}..{last}" : $"{last}";
        return $"--weeks: got {weeks}; expected weeks that are over, the last of which is {last}. "
            + $"Type, for example,  {options.Again([.. options.Somewhere, ("--weeks", over)])}";
    }

    /// <summary>The same for the same request, so that the same command resumes its run.</summary>
    public static string ExecutionName(Request request, bool fresh) =>
        $"local-{RequestWriter.Hash(request)}" + (fresh ? $"-{Guid.NewGuid().ToString("N")[..6]}" : "");

    /// <summary>An error in the words of the command line: of the option that set the field, or an object that holds it.</summary>
    static FieldError AsTyped(FieldError error, IReadOnlyList<TypedField> typed) =>
        typed.Where(field => field.Holds(error.Field)).MaxBy(field => field.Path.Length) is { } named
            ? error with { Field = named.Option } : error;

    /// <summary>Options come before the request's file, and that before the demonstration.</summary>
    static JsonObject Fields(RunOptions options, Uri? demoCatalog, IReadOnlyList<TypedField> typed)
    {
        var json = options.RequestFile is { } file ? TypedFile.Object(file, "--request") : [];
        foreach (var field in typed) field.Set(json);
        if (demoCatalog is not null) AddDemonstration(json, DemoWorld.Request(demoCatalog));
        json.TryAdd("catalogs", new JsonArray(CatalogName.EarthSearch)); // SageMaker geospatial needs an AWS account
        if (json.ContainsKey("deadlineMinutes")) return json; // the planner chooses
        json.TryAdd("jobs", LocalJobs);
        json.TryAdd("instancesPerJob", Math.Min(Environment.ProcessorCount, 100));
        return json;
    }

    static void AddDemonstration(JsonObject json, JsonObject demonstration)
    {
        // One bound alone means a week, and not the rest of the demonstration's.
        string[] dates = ["from", "to"], kept = dates.Any(json.ContainsKey) ? dates : [];
        json.Remove("catalogs");
        // A composite takes cloudy acquisitions too, which the demonstration's limit would leave out.
        if (json.ContainsKey("composite")) demonstration.Remove("maxCloudCover");
        foreach (var (field, value) in demonstration.Where(field => !kept.Contains(field.Key))) json.TryAdd(field, value?.DeepClone());
    }
}
