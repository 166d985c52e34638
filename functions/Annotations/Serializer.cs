using System.Text.Json;
using Amazon.Lambda.Serialization.SystemTextJson;

namespace Vegetation.Functions.Annotations;

/// <summary>
/// The functions' own JSON. AWS's serializer makes options of its own and passes over those of the context, so the names are said again.
/// </summary>
internal sealed class Serializer() : SourceGeneratorLambdaJsonSerializer<FunctionsJson>(
    (JsonSerializerOptions options) => options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase);
