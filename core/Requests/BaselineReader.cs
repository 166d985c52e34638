using System.Text.Json;
using Vegetation.Core.Indices;

namespace Vegetation.Core.Requests;

/// <summary>Reads and writes the field <c>baseline</c>: rules of the archive, and the files of another data set.</summary>
static class BaselineReader
{
    static readonly string[] OfSource = ["index", "scale", "offset", "validRange"];

    public static BaselineRule Read(FieldReader fields, IReadOnlyList<SpectralIndex> indices, List<FieldError> errors)
    {
        if (fields.Within("baseline", ["minimumYears", "weeksAround", "source", .. OfSource]) is not { } baseline)
            return BaselineRule.Default;
        return new(
            baseline.Integer("minimumYears", BaselineRule.FewestYears, BaselineRule.MostYears) ?? BaselineRule.Default.MinimumYears,
            baseline.Integer("weeksAround", 0, BaselineRule.MostWeeksAround) ?? BaselineRule.Default.WeeksAround)
            { Foreign = ReadForeign(baseline, [.. indices.Select(index => index.Name)], errors) };
    }

    public static void Write(Utf8JsonWriter json, BaselineRule rule)
    {
        json.WriteStartObject("baseline");
        json.WriteNumber("minimumYears", rule.MinimumYears);
        json.WriteNumber("weeksAround", rule.WeeksAround);
        if (rule.Foreign is { } foreign)
        {
            json.WriteString("source", foreign.Source.Text);
            json.WriteString("index", foreign.Index);
            if (foreign.Scale is { } scale) json.WriteNumber("scale", scale);
            if (foreign.Offset is { } offset) json.WriteNumber("offset", offset);
            if (foreign.ValidRange is { } range) WriteRange(json, range);
        }
        json.WriteEndObject();
    }

    static void WriteRange(Utf8JsonWriter json, SampleRange range)
    {
        json.WriteStartArray("validRange");
        json.WriteNumberValue(range.Least);
        json.WriteNumberValue(range.Most);
        json.WriteEndArray();
    }

    static ForeignBaseline? ReadForeign(FieldReader baseline, IReadOnlyList<string> indices, List<FieldError> errors)
    {
        if (baseline.Find("source") is null)
        {
            foreach (var field in OfSource)
                if (baseline.Find(field) is { } lonely)
                    errors.Add(new FieldError($"baseline.{field}", Quote.Shortly(lonely), "nothing without baseline.source"));
            return null;
        }
        var source = baseline.Text("source", "", text => BaselineSource.TryParse(text) is not null, BaselineSource.Allowed);
        var possible = $"one of the request's indices: {string.Join(", ", indices)}";
        var index = baseline.Text("index", SpectralIndex.Ndvi.Name, indices.Contains, possible);
        if (!indices.Contains(index) && baseline.Find("index") is null)
            errors.Add(new FieldError("baseline.index", $"nothing, which is {index}", possible));
        var scale = baseline.Find("scale") is null ? (double?)null : baseline.Number("scale", 1, 1e-9, 1e9);
        var offset = baseline.Find("offset") is null ? (double?)null : baseline.Number("offset", 0, -1e9, 1e9);
        var range = ReadRange(baseline, errors);
        return BaselineSource.TryParse(source) is { } known ? new(known, index, scale, offset, range) : null;
    }

    static SampleRange? ReadRange(FieldReader baseline, List<FieldError> errors)
    {
        if (baseline.Find("validRange") is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 2
            && value.EnumerateArray().All(number => number.ValueKind == JsonValueKind.Number)
            && value[0].TryGetDouble(out var least) && value[1].TryGetDouble(out var most) && least < most)
            return new(least, most);
        errors.Add(new FieldError(
            "baseline.validRange", Quote.Shortly(value), "the least and the largest sample that is a value, such as [0, 250]"));
        return null;
    }
}
