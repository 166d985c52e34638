using System.Globalization;
using System.Text.Json;

namespace Vegetation.Core.Scenes;

/// <summary>The fields of an item: null where one is missing or of another kind.</summary>
static class ItemFields
{
    public static JsonElement? Child(JsonElement parent, string name, JsonValueKind kind = JsonValueKind.Object) =>
        parent.TryGetProperty(name, out var child) && child.ValueKind == kind ? child : null;

    public static string? Text(JsonElement parent, string name) => Child(parent, name, JsonValueKind.String)?.GetString();

    /// <summary>A number, also where it was written as text.</summary>
    public static double? Number(JsonElement parent, string name)
    {
        var number = Child(parent, name, JsonValueKind.Number)?.GetDouble()
            ?? (double.TryParse(Text(parent, name), NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) ? parsed : null);
        return number is { } found && double.IsFinite(found) ? found : null; // 1e999 is infinite
    }

    public static int? Whole(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var whole) ? whole : null;

    public static bool? Flag(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean() : null;
}
