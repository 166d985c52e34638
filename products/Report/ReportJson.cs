using System.Text.Json.Serialization;

namespace Vegetation.Products.Report;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReportSummary))]
[JsonSerializable(typeof(PageRows))]
[JsonSerializable(typeof(PageZones))]
[JsonSerializable(typeof(PageCoasts))]
sealed partial class ReportJson : JsonSerializerContext;
