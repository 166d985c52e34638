using System.Text.Json.Serialization;

namespace Vegetation.Products.Viewer;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ViewerRun))]
sealed partial class ViewerJson : JsonSerializerContext;
