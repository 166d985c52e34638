using Vegetation.Core.Geography;
using Vegetation.LandTiles;

if (args is not [var topology, var table])
{
    await Console.Error.WriteLineAsync("expected two arguments, the land and the table: run tools/land-tiles");
    return 2;
}
var land = new Land(topology);
var tiles = MgrsSquare.All().AsParallel().Where(land.Touches).OrderBy(square => square.Tile.ToString(), StringComparer.Ordinal).ToList();
var area = new LandArea(land, tiles);
var rows = tiles.AsParallel().AsOrdered().Select(square => (Tile: square.Tile.ToString(), SquareKilometres: area.SquareKilometres(square)))
    .ToList();
var lines = rows.GroupBy(row => row.Tile[..4], row => $"{row.Tile[4]}{row.SquareKilometres}")
    .Select(column => $"{column.Key} {string.Join(' ', column)}");
File.WriteAllLines(table, lines);
Console.WriteLine($"{tiles.Count} tiles touch land, {rows.Sum(row => row.SquareKilometres)} square kilometres of it");
return 0;
