using Vegetation.LandTiles;

switch (args)
{
    case ["land-tiles", var topology, var table]:
        Console.WriteLine(LandTable.Write(topology, table));
        return 0;
    case ["countries", var topology, var geoJson]:
        Console.WriteLine($"{Countries.Write(topology, geoJson)} countries");
        return 0;
    default:
        await Console.Error.WriteLineAsync("expected what to make, from which file, and where: run tools/land-tiles or tools/countries");
        return 2;
}
