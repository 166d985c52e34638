using Vegetation.Core.Grid;
using Vegetation.LandTiles;

if (args is not [var topology, var table])
{
    await Console.Error.WriteLineAsync("say which land and which table: tools/land-tiles does");
    return 2;
}
var land = new Land(topology);
var tiles = MgrsSquare.All().AsParallel().Where(land.Touches).Select(square => square.Tile.ToString()).Order(StringComparer.Ordinal).ToList();
File.WriteAllLines(table, tiles.GroupBy(tile => tile[..3]).Select(band => $"{band.Key} {string.Join(' ', band.GroupBy(tile => tile[3]).Select(column => string.Concat(column.Select(tile => tile[4]).Prepend(column.Key))))}"));
Console.WriteLine($"{tiles.Count} tiles touch land");
return 0;
