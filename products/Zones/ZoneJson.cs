using System.Text.Json.Serialization;

namespace Vegetation.Products.Zones;

/// <summary>The rows of the tables of zones: camelCase, nulls left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ZoneRow))]
sealed partial class ZoneJson : JsonSerializerContext;
