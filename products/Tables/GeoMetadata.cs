using System.Text.Json.Nodes;

namespace Vegetation.Products.Tables;

/// <summary>
/// What GeoParquet 1.1 asks of a file with geometries, under the key "geo" of the file's own metadata: a column "geometry" of WKB in
/// longitude and latitude.
/// </summary>
static class GeoMetadata
{
    public const string Key = "geo";

    /// <param name="types">The geometries' types; empty if there are no rows.</param>
    /// <param name="box">Around all of them: west, south, east, north; west is greater than east across the antimeridian. Null is not
    /// known.</param>
    /// <param name="boxColumn">A column with each row's box as a struct of xmin, ymin, xmax, ymax.</param>
    public static string Of(IEnumerable<string> types, JsonArray? box = null, string? boxColumn = null)
    {
        var column = new JsonObject
        {
            ["encoding"] = "WKB",
            ["geometry_types"] = new JsonArray([.. types.Select(type => (JsonNode)type)]),
        };
        if (box is not null) column["bbox"] = box.DeepClone();
        if (boxColumn is not null) column["covering"] = new JsonObject { ["bbox"] = Covering(boxColumn) };
        var columns = new JsonObject { ["geometry"] = column };
        return new JsonObject { ["version"] = "1.1.0", ["primary_column"] = "geometry", ["columns"] = columns }.ToJsonString();
    }

    static JsonObject Covering(string column) =>
        new(new[] { "xmin", "ymin", "xmax", "ymax" }.Select(side => KeyValuePair.Create(side, (JsonNode?)new JsonArray(column, side))));
}
