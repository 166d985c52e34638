using System.Text.Json;
using System.Text.Json.Serialization;
using Vegetation.Local.Cloud;

namespace Vegetation.Local;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TaskError))]
[JsonSerializable(typeof(InterpreterLine))]
[JsonSerializable(typeof(JsonElement))]
sealed partial class LocalJson : JsonSerializerContext;
