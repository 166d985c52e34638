using System.Text.Json.Nodes;
using Vegetation.Core.Requests;
using Vegetation.Products.Ledger;

namespace Vegetation.Products.Stac;

/// <summary>The products of a run as assets of its STAC collection: every file of the folder under its own name.</summary>
static class StacAssets
{
    /// <returns>An asset for each file that is there, and for the items' table and the report, which come after the collection.</returns>
    /// <param name="ledger">Says what an anomaly compares with.</param>
    public static JsonObject In(string folder, Request request, LedgerDocument ledger)
    {
        var indices = MappedIndex.Of(request);
        var names = Directory.GetFiles(folder).Select(file => Path.GetFileName(file)).Append(ProductNames.ItemsParquet)
            .Append(ProductNames.Report);
        return new(names.Distinct().Where(name => name != ProductNames.Collection).Order(StringComparer.Ordinal)
            .Select(name => KeyValuePair.Create(name, (JsonNode?)Asset(name, indices, request.Window, ledger))));
    }

    static JsonObject Asset(string name, IReadOnlyList<MappedIndex> indices, Window window, LedgerDocument ledger)
    {
        var kind = ProductKind.Of(name, indices, window);
        var title = kind.Title + ledger.BaselineNote(name);
        return new() { ["href"] = $"./{name}", ["type"] = kind.MediaType, ["title"] = title, ["roles"] = new JsonArray(kind.Role) };
    }
}
