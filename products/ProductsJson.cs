using System.Text.Json.Serialization;
using Vegetation.Products.Ledger;

namespace Vegetation.Products;

/// <summary>The JSON of the ledger: camelCase, nulls left out, the same bytes each time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(LedgerRow))]
[JsonSerializable(typeof(IReadOnlyList<LedgerRow>))]
[JsonSerializable(typeof(LedgerDocument))]
public sealed partial class ProductsJson : JsonSerializerContext;
