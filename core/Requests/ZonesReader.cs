using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Vegetation.Core.Zones;

namespace Vegetation.Core.Requests;

/// <summary>Reads the field <c>zones</c>: features typed in the request, the key of an object that holds them, or "countries".</summary>
public static partial class ZonesReader
{
    const string Key = "the key of a GeoJSON object below zones/ in the run's bucket, such as zones/fields.geojson";
    const int LongestProperty = 100;

    internal static ZoneSource? Read(FieldReader fields, List<FieldError> errors)
    {
        if (fields.Find("zones") is not { } value) return null;
        if (value.ValueKind == JsonValueKind.String)
            return fields.Text("zones", ZoneSource.Countries, text => text == ZoneSource.Countries, "\"countries\" or an object")
                is var countries ? new ZoneSource(countries) : null;
        if (fields.Within("zones", ["features", "key", "id", "name", "series"]) is not { } zones) return null;
        var (id, name) = (Property("id", ZoneSource.DefaultId), Property("name", ZoneSource.DefaultName));
        if (zones.Find("features") is null == zones.Find("key") is null)
            errors.Add(new FieldError("zones", Quote.Shortly(value), "either features, a GeoJSON FeatureCollection, or key, " + Key));
        var series = zones.Text("series", "", text => SeriesPattern().IsMatch(text), "1 to 40 small letters, digits or hyphens");
        var source = zones.Find("features") is { } features ? Inline(features, id, name, errors)
            : new(zones.Text("key", "", key => KeyPattern().IsMatch(key), Key), id, name);
        return series.Length == 0 || source is null ? source : source with { Series = series };

        string Property(string field, string otherwise) => zones.Text(
            field, otherwise, text => text.Length is > 0 and <= LongestProperty, "the name of a property of the features");
    }

    static ZoneSource? Inline(JsonElement features, string id, string name, List<FieldError> errors)
    {
        var problem = Problem(features);
        if (problem is null && WithoutId(features, id) is { } properties)
            errors.Add(new FieldError("zones.id", Quote.Shortly(id), $"a property of the features, which have {properties}"));
        if (problem is not { } got) return ZoneSource.Of(Encoding.UTF8.GetBytes(features.GetRawText()), id, name);
        errors.Add(new FieldError("zones.features", got, string.Create(CultureInfo.InvariantCulture,
            $"a GeoJSON FeatureCollection of 1 to {ZoneSource.MostZones} features; split larger collections into several requests")));
        return null;
    }

    /// <summary>The names that may be meant, where no feature has the property that is to identify it; null where one has.</summary>
    static string? WithoutId(JsonElement collection, string id)
    {
        const int most = 12;
        List<JsonElement> features = [.. collection.GetProperty("features").EnumerateArray()];
        if (features.Any(feature => Names(feature, "properties").Contains(id)
            || (id == ZoneSource.DefaultId && Names(feature).Contains(id)))) return null;
        var names = features.SelectMany(feature => Names(feature, "properties")).Distinct().Take(most).Select(Quote.Shortly).ToList();
        return names.Count > 0 ? string.Join(", ", names) : "none";
    }

    static IEnumerable<string> Names(JsonElement of) =>
        of.ValueKind == JsonValueKind.Object ? of.EnumerateObject().Select(field => field.Name) : [];

    static IEnumerable<string> Names(JsonElement of, string field) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(field, out var fields) ? Names(fields) : [];

    /// <summary>What is wrong with a collection as a whole; its features are checked one by one when the run is planned.</summary>
    public static string? Problem(JsonElement collection) =>
        collection.ValueKind != JsonValueKind.Object || !collection.TryGetProperty("type", out var type)
            || type.ValueKind != JsonValueKind.String || !type.ValueEquals("FeatureCollection"u8)
            || !collection.TryGetProperty("features", out var features) || features.ValueKind != JsonValueKind.Array
            ? Quote.Shortly(collection)
        : features.GetArrayLength() is 0 or > ZoneSource.MostZones
            ? string.Create(CultureInfo.InvariantCulture, $"{features.GetArrayLength()} features") : null;

    [GeneratedRegex(@"^zones/(?:[A-Za-z0-9][A-Za-z0-9_.-]{0,79}/){0,5}[A-Za-z0-9][A-Za-z0-9_.-]{0,79}\.(?:geo)?json\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex KeyPattern();

    [GeneratedRegex(@"^[a-z0-9-]{1,40}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SeriesPattern();
}
