using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Vegetation.Core;

namespace Vegetation.Products.Stac;

/// <summary>A STAC item of the worker's that fits the table and the index, its texts plain.</summary>
/// <param name="Json">All of it, as the table takes it.</param>
public sealed record ItemDocument(JsonElement Json, ItemRow Row)
{
    /// <summary>In one line.</summary>
    public byte[] ToLine() => Encoding.UTF8.GetBytes(Json.GetRawText());

    /// <param name="item">What should be the item of the unit; null is none. What its texts hold comes from a catalog.</param>
    /// <param name="indices">Names of the unit's indices.</param>
    /// <param name="rasters">Those of which it has a raster.</param>
    /// <exception cref="InvalidDataException">It is none that the products can be made of.</exception>
    public static ItemDocument Require(JsonElement? item, string unitId, IReadOnlyList<string> indices, IEnumerable<string> rasters)
    {
        try
        {
            var document = Of(PlainJson.Clean(item is { } json ? JsonMarshal.GetRawUtf8Value(json) : "null"u8));
            if (document.Row.Id != unitId || !IsOnEarth(document.Row.Box))
                throw new FormatException($"it has the id {document.Row.Id} and the box {document.Json.GetProperty("bbox")}");
            if (rasters.FirstOrDefault(index => !document.Row.Rasters.ContainsKey(index)) is { } missing)
                throw new FormatException($"it has no asset {missing}");
            foreach (var column in ItemColumns.New(indices)) column.AddFrom(document.Json, default);
            return document;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException
            or IndexOutOfRangeException or InvalidDataException)
        {
            throw new InvalidDataException($"the item of {unitId} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>The items of a file of lines, one at a time.</summary>
    public static IEnumerable<ItemDocument> ReadLines(string path) => File.ReadLines(path).Select(line => Of(Encoding.UTF8.GetBytes(line)));

    static bool IsOnEarth(double[] box) => box is [>= -180 and <= 180, >= -90 and <= 90, >= -180 and <= 180, >= -90 and <= 90];

    static ItemDocument Of(byte[] line)
    {
        var json = JsonElement.Parse(line);
        return new(json, ItemRow.Of(json));
    }
}
