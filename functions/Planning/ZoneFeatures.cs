using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Requests;
using Vegetation.Core.Zones;

namespace Vegetation.Functions.Planning;

/// <summary>A feature of a collection: who it says it is, and its geometry as it stands.</summary>
/// <param name="Place">In the collection, from 1.</param>
/// <param name="Id">Null where it has none.</param>
/// <param name="IsText">Whether its id and name are text; false where they hold bytes or escapes that are none.</param>
internal readonly record struct ZoneFeature(int Place, string? Id, string? Name, JsonElement Geometry, bool IsText = true)
{
    /// <summary>What people find it by.</summary>
    public string Label => Id ?? FormattableString.Invariant($"#{Place}");
}

/// <summary>Reads the features of a GeoJSON FeatureCollection that are to be zones.</summary>
internal sealed class ZoneFeatures(ZoneSource source)
{
    const int LongestText = 200;

    /// <param name="content">Kept alive by the features' geometries.</param>
    /// <exception cref="InvalidRequestException">It is no collection, or has too many features.</exception>
    public IEnumerable<ZoneFeature> Read(JsonDocument content)
    {
        if (ZonesReader.Problem(content.RootElement) is { } got)
            throw new InvalidRequestException([new FieldError("zones", $"{got} in {source.Key}",
                $"a GeoJSON FeatureCollection of 1 to {ZoneSource.MostZones} features; split larger collections into several requests")]);
        return content.RootElement.GetProperty("features").EnumerateArray().Select((feature, index) => Read(feature, index + 1));
    }

    ZoneFeature Read(JsonElement feature, int place)
    {
        if (feature.ValueKind != JsonValueKind.Object) return new(place, null, null, default);
        try
        {
            var properties = Field(feature, "properties");
            var id = Text(Field(properties, source.Id))
                ?? (source.Id == ZoneSource.DefaultId ? Text(Field(feature, "id")) : null); // a feature's own
            return new(place, id, Text(Field(properties, source.Name)), Field(feature, "geometry"));
        }
        catch (InvalidOperationException) // what is no UTF-8, or half a surrogate pair
        {
            return new(place, null, null, default, IsText: false);
        }
    }

    static JsonElement Field(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) ? value : default;

    static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.String => value.GetString() is { Length: > 0 } text ? PlainText.Of(text, LongestText) : null,
        _ => null,
    };
}
