using System.Globalization;

namespace Vegetation.Core.Geography;

/// <summary>The Sentinel-2 tiles that touch land, about 20,300 from 84 S to 84 N: what a map of an area can be expected to hold.</summary>
public static class LandTiles
{
    static readonly Lazy<(IReadOnlyList<Tile> Tiles, Dictionary<string, int> Land)> Table = new(() =>
    {
        var rows = Lines().SelectMany(Read).ToList();
        var land = rows.ToDictionary(row => row.Tile.ToString(), row => row.SquareKilometres, StringComparer.Ordinal);
        return ([.. rows.Select(row => row.Tile)], land);
    });

    /// <summary>Ascending.</summary>
    public static IReadOnlyList<Tile> All => Table.Value.Tiles;

    /// <summary>
    /// The land that is the tile's and no other's: that of its 100 km square, without what lies in the next zone and in a tile there. Lakes
    /// count, but the Caspian Sea does not. 0 for a tile that touches none, or so little that the table rounds it away.
    /// </summary>
    public static int SquareKilometres(string tile) => Table.Value.Land.GetValueOrDefault(tile);

    /// <summary>Zone, band and column letter, then the land of each row letter: "32TK L9998 M420" is 32TKL and 32TKM.</summary>
    static IEnumerable<(Tile Tile, int SquareKilometres)> Read(string line) =>
        line.Split(' ') is [var column, .. var rows]
            ? rows.Select(row => (
                Tile.Parse($"{column}{row[0]}"), int.Parse(row.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture)))
            : [];

    static IEnumerable<string> Lines()
    {
        using var reader = new StreamReader(typeof(LandTiles).Assembly.GetManifestResourceStream("land-tiles.txt")!);
        while (reader.ReadLine() is { } line) yield return line;
    }
}
