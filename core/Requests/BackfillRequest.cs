using System.Text.Json;

namespace Vegetation.Core.Requests;

/// <summary>What a backfill is asked for: the same request for each week of a range.</summary>
/// <param name="Request">As typed, without a time.</param>
public sealed record BackfillRequest(WeekRange Weeks, JsonElement Request, bool DryRun)
{
    static readonly string[] Known = ["weeks", "request", "dryRun"];

    /// <summary>The fields that each week's run has of its own, and the request must not have.</summary>
    public static IReadOnlyList<string> OfEachWeek { get; } = ["from", "to", "scheduledAt", "dryRun"];

    /// <exception cref="InvalidRequestException">Names each field that is wrong, but for those of the request.</exception>
    public static BackfillRequest Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new InvalidRequestException([new FieldError("backfill", Quote.Shortly(json), "a JSON object with weeks and request")]);
        var errors = new List<FieldError>();
        var fields = new FieldReader(json, errors);
        fields.RefuseUnknown(Known);
        var weeks = WeekRange.TryParse(fields.Text("weeks", "", text => WeekRange.TryParse(text) is not null, WeekRange.Allowed));
        if (fields.Find("weeks") is null) errors.Add(new FieldError("weeks", "nothing", WeekRange.Allowed));
        var request = fields.Find("request") ?? JsonElement.Parse("{}");
        if (request.ValueKind != JsonValueKind.Object)
            errors.Add(new FieldError("request", Quote.Shortly(request), "a JSON object, {} for all defaults"));
        else
            foreach (var field in OfEachWeek.Where(name => request.TryGetProperty(name, out _)))
                errors.Add(new FieldError($"request.{field}", "a value", "none, since each week's run has its own"));
        var dryRun = fields.Flag("dryRun");
        return errors.Count > 0 ? throw new InvalidRequestException(errors) : new(weeks!.Value, request, dryRun);
    }
}
