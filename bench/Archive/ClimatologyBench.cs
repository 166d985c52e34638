using Vegetation.Bench.Scenes;
using Vegetation.Core.Archive;
using Vegetation.Core.Composites;
using Vegetation.Core.Geography;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Products.Maps;

namespace Vegetation.Bench.Archive;

/// <summary>
/// Climatologies of the Earth at 0.05 degree from five archived years, in a process of its own: those of two weeks of the year, as an
/// update makes them side by side, for the 52 that there are.
/// </summary>
internal static class ClimatologyBench
{
    const int FirstYear = 2019, Years = 5, Season = 26, SeasonsTogether = 2;
    static readonly CellGrid Grid = new(20);
    static readonly ArchiveSeries Series = new("earth", Grid, SpectralIndex.Ndvi, 160, CompositeRule.None, new("bench", AreDefault: true));

    public static int Run(BenchOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("bench-climatology-");
        try
        {
            var land = Land();
            foreach (var week in Weeks()) Write(folder.FullName, week, land, options.Seed);
            var bytes = folder.GetFiles().Sum(file => file.Length);
            Console.WriteLine(FormattableString.Invariant($"{folder.GetFiles().Length} weeks of the Earth, {bytes / 1e9:0.00} GB"));
            Console.WriteLine("wall s  CPU s  peak MB  all 52, wall min");
            for (var round = 0; round < options.Rounds; round++)
            {
                var cost = Timed.Run("dotnet", typeof(ClimatologyBench).Assembly.Location, "climatology-once", folder.FullName);
                var all = cost.Wall * IsoWeek.Seasons / SeasonsTogether;
                Console.WriteLine(FormattableString.Invariant(
                    $"{cost.Wall,6:0.0} {cost.Cpu,6:0.0} {cost.PeakMegabytes,8:0} {all / 60,17:0.0}"));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        return 0;
    }

    public static int Once(string folder)
    {
        List<Climatology> made = [.. Enumerable.Range(Season, SeasonsTogether).Select(season => new Climatology(Series, season, 1))];
        foreach (var week in Weeks())
            Parallel.ForEach(made, climatology =>
            {
                using var file = File.OpenRead(Path.Combine(folder, week.ToString()));
                climatology.Add(week, file, week.ToString());
            });
        var frame = MapFrame.Of(Area.FromBox(-180, -90, 180, 90), Grid);
        foreach (var climatology in made) ClimatologyMap.WriteCog(Path.Combine(folder, "climatology.tif"), frame, climatology);
        File.Delete(Path.Combine(folder, "climatology.tif"));
        return 0;
    }

    static IEnumerable<IsoWeek> Weeks() =>
        from year in Enumerable.Range(FirstYear, Years)
        from number in Enumerable.Range(Season - 1, SeasonsTogether + 2)
        select new IsoWeek(year, number);

    /// <summary>Sums of 1,200 pixels of 160 m in each cell of each land tile, four fifths of them seen.</summary>
    static void Write(string folder, IsoWeek week, HashSet<int> land, int seed)
    {
        var random = new Random(seed + week.GetHashCode());
        var cells = new CellBlocks(Grid, SpectralIndex.Ndvi);
        cells.Add(CellsDocument.From(Grid, land.Where(_ => random.Next(5) > 0).ToDictionary(cell => cell, _ => Sum(random))), "bench");
        using var file = File.Create(Path.Combine(folder, week.ToString()));
        Series.Header(week, "bench").Write(file, cells);
    }

    static CellSum Sum(Random random)
    {
        var (valid, mean, spread) = (random.Next(1, 1200), random.Next(0, 9000), random.Next(0, 800));
        var (sum, squares) = ((long)valid * mean, (long)valid * (mean * mean + spread * spread));
        return new() { Observed = 1200, Clear = valid, Valid = valid, Sum = sum, SumSquares = Math.Min(squares, valid * 100_000_000L) };
    }

    static HashSet<int> Land()
    {
        var land = new HashSet<int>();
        foreach (var tile in LandTiles.All)
            for (var down = 0; down < 20; down++)
                for (var across = 0; across < 20; across++)
                {
                    var place = MgrsSquare.Of(tile).At((across + 0.5) / 20, (down + 0.5) / 20);
                    land.Add(Grid.CellOf(place.Longitude, place.Latitude));
                }
        return land;
    }
}
