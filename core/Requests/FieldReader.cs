using System.Globalization;
using System.Text.Json;

namespace Vegetation.Core.Requests;

/// <summary>Reads the fields of one JSON object; each that is wrong is added to the errors and its default returned.</summary>
sealed class FieldReader(JsonElement json, List<FieldError> errors, string prefix = "")
{
    public void RefuseUnknown(string[] known)
    {
        foreach (var field in json.EnumerateObject().Where(f => !known.Contains(f.Name)))
            errors.Add(new FieldError(prefix + Quote.Shortly(field.Name), "an unknown field", $"one of {string.Join(", ", known)}"));
    }

    /// <summary>The field's value, or null when it is absent or null.</summary>
    public JsonElement? Find(string field) =>
        json.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>The fields of an object within this one, or null when it is absent or something else.</summary>
    public FieldReader? Within(string field, string[] known)
    {
        if (Find(field) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.Object)
            return Refuse<FieldReader?>(field, value, $"an object with the fields {string.Join(", ", known)}", null);
        var within = new FieldReader(value, errors, $"{prefix}{field}.");
        within.RefuseUnknown(known);
        return within;
    }

    public double Number(string field, double otherwise, double min, double max)
    {
        if (Find(field) is not { } value) return otherwise;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= min && number <= max) return number;
        return Refuse(field, value, string.Create(CultureInfo.InvariantCulture, $"a number from {min} to {max}"), otherwise);
    }

    public int? Integer(string field, int min, int max)
    {
        if (Find(field) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= min && number <= max) return number;
        return Refuse<int?>(field, value, string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}"), null);
    }

    /// <param name="because">Goes on after the numbers that are allowed.</param>
    public int OneOf(string field, IReadOnlyList<int> numbers, string because)
    {
        if (Find(field) is not { } value) return numbers[0];
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && numbers.Contains(number)) return number;
        return Refuse(field, value, string.Join(", ", numbers) + because, numbers[0]);
    }

    public bool Flag(string field, bool otherwise = false)
    {
        if (Find(field) is not { } value) return otherwise;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        return Refuse(field, value, "true or false", otherwise);
    }

    public string Text(string field, string otherwise, Predicate<string> valid, string allowed)
    {
        if (Find(field) is not { } value) return otherwise;
        if (value.ValueKind == JsonValueKind.String && valid(value.GetString()!)) return value.GetString()!;
        return Refuse(field, value, allowed, otherwise);
    }

    public T Choice<T>(string field, T otherwise) where T : struct, Enum
    {
        if (Find(field) is not { } value) return otherwise;
        var names = Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName).ToList();
        if (value.ValueKind == JsonValueKind.String && names.IndexOf(value.GetString()!) is >= 0 and var index)
            return Enum.GetValues<T>()[index];
        return Refuse(field, value, string.Join(", ", names.Select(n => $"\"{n}\"")), otherwise);
    }

    /// <summary>A day (2023-12-04) or a moment with its offset (2023-12-04T06:00:00Z); a day is its midnight in UTC.</summary>
    public DateTimeOffset? Date(string field)
    {
        if (Find(field) is not { } value) return null;
        string[] forms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
        if (value.ValueKind == JsonValueKind.String
            && DateTimeOffset.TryParseExact(value.GetString(), forms, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            && date.Year is >= 2015 and <= 2100)
            return date;
        return Refuse<DateTimeOffset?>(field, value, "a day such as 2023-12-04 or a time such as 2023-12-04T00:00:00Z, from 2015 on", null);
    }

    public IReadOnlyList<string> Texts(string field, IReadOnlyList<string> otherwise, int most = 10)
    {
        if (Find(field) is not { } value) return otherwise;
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() >= 1 && value.GetArrayLength() <= most
            && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String))
            return [.. value.EnumerateArray().Select(v => v.GetString()!)];
        var list = value.ValueKind == JsonValueKind.String ? $", such as [{value.GetRawText()}]" : "";
        return Refuse(field, value, string.Create(CultureInfo.InvariantCulture, $"a list of 1 to {most} texts{list}"), otherwise);
    }

    public IReadOnlyList<int>? Integers(string field, int min, int max)
    {
        if (Find(field) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Array
            && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.Number && v.TryGetInt32(out var n) && n >= min && n <= max))
            return [.. value.EnumerateArray().Select(v => v.GetInt32())];
        return Refuse<IReadOnlyList<int>?>(field, value, $"a list of whole numbers from {min} to {max}", null);
    }

    T Refuse<T>(string field, JsonElement value, string allowed, T otherwise)
    {
        errors.Add(new FieldError(prefix + field, Quote.Shortly(value), allowed));
        return otherwise;
    }
}
