using System.Text.Json.Serialization;
using Vegetation.Core.Scenes;
using Vegetation.Core.Sums;
using Vegetation.Core.Work;
using Vegetation.Core.Zones;

namespace Vegetation.Core;

/// <summary>The JSON of the documents that rooms hand to each other: camelCase, nulls left out, the same bytes each time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(WorkUnit))]
[JsonSerializable(typeof(UnitRecord))]
[JsonSerializable(typeof(Contribution))]
[JsonSerializable(typeof(Zone))]
[JsonSerializable(typeof(Scene))]
[JsonSerializable(typeof(Archive.ArchivedWeek))]
public sealed partial class CoreJson : JsonSerializerContext;
