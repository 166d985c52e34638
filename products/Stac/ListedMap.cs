using System.Text.Json;
using Vegetation.Core;

namespace Vegetation.Products.Stac;

/// <summary>What the collection of all weekly maps needs of one.</summary>
/// <param name="Box">West, south, east, north.</param>
/// <param name="RunId">The run that made it.</param>
public sealed record ListedMap(string Title, IReadOnlyList<double> Box, DateTimeOffset From, DateTimeOffset To, string RunId)
{
    /// <summary>Of its item.</summary>
    public string Key { get; init; } = "";

    /// <summary>Whether it shows generated scenes.</summary>
    public bool IsGenerated { get; init; }

    /// <returns>Null if it is no item of ours: then the collection does without it.</returns>
    public static ListedMap? Read(byte[] item)
    {
        try
        {
            using var json = JsonDocument.Parse(item);
            var (root, properties) = (json.RootElement, json.RootElement.GetProperty("properties"));
            var run = ItemRow.Text(properties.GetProperty("vegetation:run"));
            double[] box = [.. root.GetProperty("bbox").EnumerateArray().Select(side => side.GetDouble())];
            var isOurs = ItemRow.Text(root.GetProperty("collection")) == MapItem.CollectionId;
            if (!isOurs || !Vegetation.Core.Work.RunId.IsValid(run) || !IsBox(box)) return null;
            var title = PlainText.Of(ItemRow.Text(properties.GetProperty("title")));
            return new(title, box, Time("start_datetime"), Time("end_datetime"), run)
            {
                IsGenerated = properties.TryGetProperty(MapItem.Generated, out var generated) && generated.ValueKind == JsonValueKind.True,
            };

            DateTimeOffset Time(string field) => properties.GetProperty(field).GetDateTimeOffset();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Somewhere on the Earth, and not a line.</summary>
    static bool IsBox(double[] box) => box is [>= -180 and <= 180 and var west, >= -90 and var south, >= -180 and <= 180 and var east,
        <= 90 and var north] && south < north && west != east && (west, east) != (180, -180);
}
