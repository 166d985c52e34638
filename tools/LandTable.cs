using Vegetation.Core.Geography;

namespace Vegetation.LandTiles;

/// <summary>The tiles that touch land, with their land, those of a column of squares in a line.</summary>
internal static class LandTable
{
    /// <returns>What it holds, for people.</returns>
    public static string Write(string topology, string table)
    {
        var land = new Land(topology);
        var tiles = MgrsSquare.All().AsParallel().Where(land.Touches).OrderBy(square => square.Tile.ToString(), StringComparer.Ordinal)
            .ToList();
        var area = new LandArea(land, tiles);
        var rows = tiles.AsParallel().AsOrdered()
            .Select(square => (Tile: square.Tile.ToString(), SquareKilometres: area.SquareKilometres(square))).ToList();
        var lines = rows.GroupBy(row => row.Tile[..4], row => $"{row.Tile[4]}{row.SquareKilometres}")
            .Select(column => $"{column.Key} {string.Join(' ', column)}");
        File.WriteAllLines(table, lines);
        return $"{tiles.Count} tiles touch land, {rows.Sum(row => row.SquareKilometres)} square kilometres of it";
    }
}
