using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Vegetation.Local.Cloud;

namespace Vegetation.Local;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TaskError))]
[JsonSerializable(typeof(InterpreterLine))]
[JsonSerializable(typeof(ServerLine))]
[JsonSerializable(typeof(JsonElement))]
sealed partial class LocalJson : JsonSerializerContext
{
    /// <returns>Null for an incomplete line, whose program was killed while writing.</returns>
    public static T? Line<T>(string line, JsonTypeInfo<T> type) where T : class
    {
        try { return JsonSerializer.Deserialize(line, type); }
        catch (JsonException) { return null; }
    }

    /// <returns>Null for what is no JSON.</returns>
    public static JsonElement? Parsed(string text)
    {
        try { return System.Text.Json.JsonElement.Parse(text); }
        catch (JsonException) { return null; }
    }
}
