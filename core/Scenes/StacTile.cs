using System.Text.Json;
using Vegetation.Core.Geography;
using static Vegetation.Core.Scenes.ItemFields;

namespace Vegetation.Core.Scenes;

/// <summary>The tile of an item: by STAC's grid and MGRS extensions, Planetary Computer's or Earth Search v0's fields, or its id.</summary>
static class StacTile
{
    /// <returns>The tiles that the item names, each once. One that is read as a scene names one, however often.</returns>
    public static IReadOnlyList<Tile> Of(string id, JsonElement? properties)
    {
        var tiles = new List<Tile>();
        foreach (var name in properties is { } stated ? Names(stated) : [])
            if (Tile.TryParse(name, out var tile)) tiles.Add(tile);
        if (SceneId.TryTile(id, out var named)) tiles.Add(named);
        return [.. tiles.Distinct()];
    }

    static IEnumerable<string?> Names(JsonElement properties) =>
        [Text(properties, "grid:code"), Text(properties, "s2:mgrs_tile"), Square(properties, "mgrs"), Square(properties, "sentinel")];

    static string? Square(JsonElement properties, string prefix)
    {
        var (band, square) = (Text(properties, $"{prefix}:latitude_band"), Text(properties, $"{prefix}:grid_square"));
        return Number(properties, $"{prefix}:utm_zone") is { } zone ? FormattableString.Invariant($"{zone}{band}{square}") : null;
    }
}
