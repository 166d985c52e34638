using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core.Requests;

namespace Vegetation.Functions.Searching;

/// <summary>The state before a search: the request, or, from the second call on, the run and the search's cursor.</summary>
public sealed record SearchScenesInput(JsonElement? Request, string? ExecutionName, DateTimeOffset? StartedAt, string? RunId, int? Cursor)
{
    /// <summary>This deployment's defaults for fields that the request does not name.</summary>
    public JsonElement? Defaults { get; init; }

    const string Deadline = "deadlineMinutes";
    static readonly string[] Size = ["jobs", "instancesPerJob"];

    /// <summary>The request with the defaults filled in; anything but an object is left as it is, to be refused.</summary>
    public JsonElement Asked() => WithDefaults(Request, Defaults);

    /// <inheritdoc cref="Asked"/>
    internal static JsonElement WithDefaults(JsonElement? request, JsonElement? given)
    {
        var asked = request ?? JsonSerializer.SerializeToElement(new JsonObject(), FunctionsJson.Default.JsonObject);
        if (asked.ValueKind != JsonValueKind.Object || given is not { ValueKind: JsonValueKind.Object } defaults) return asked;
        try
        {
            var merged = JsonObject.Create(asked)!;
            foreach (var field in defaults.EnumerateObject().Where(f => !IsDecided(JsonObject.Create(asked)!, f.Name)))
                merged[field.Name] = JsonNode.Parse(field.Value.GetRawText());
            return JsonSerializer.SerializeToElement(merged, FunctionsJson.Default.JsonObject);
        }
        catch (ArgumentException e) // a field twice
        {
            throw new InvalidRequestException([new FieldError("request", e.Message, "each field once")]);
        }
    }

    /// <summary>Whether the request names the field, or a size in place of a deadline, or the other way round.</summary>
    static bool IsDecided(JsonObject asked, string field) => asked.ContainsKey(field)
        || (field == Deadline && Size.Any(size => asked[size] is not null)) || (Size.Contains(field) && asked[Deadline] is not null);
}

/// <param name="Scenes">Scenes found so far.</param>
/// <param name="Cursor">One more than the pages kept so far; absent when the search is done.</param>
public sealed record SearchScenesOutput(string RunId, int Scenes, int? Cursor);
