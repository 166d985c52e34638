using Vegetation.Core.Scenes;

namespace Vegetation.Core.Grid;

/// <summary>The Sentinel-2 tiles that touch land, about 20,300 from 84 S to 84 N: what a map of an area can be expected to hold.</summary>
public static class LandTiles
{
    static readonly Lazy<IReadOnlyList<Tile>> Table = new(() => [.. Lines().SelectMany(Read)]);

    /// <summary>Ascending.</summary>
    public static IReadOnlyList<Tile> All => Table.Value;

    /// <summary>A line holds a zone and band, then for each column letter its row letters: "32T KLM NP" is 32TKL, 32TKM, 32TNP.</summary>
    static IEnumerable<Tile> Read(string line) =>
        line.Split(' ') is [var band, .. var columns]
            ? columns.SelectMany(column => column[1..].Select(row => Tile.Parse($"{band}{column[0]}{row}")))
            : [];

    static IEnumerable<string> Lines()
    {
        using var reader = new StreamReader(typeof(LandTiles).Assembly.GetManifestResourceStream("land-tiles.txt")!);
        while (reader.ReadLine() is { } line) yield return line;
    }
}
