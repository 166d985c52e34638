using System.Globalization;
using System.Text;
using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Geography;
using Vegetation.Core.Masking;
using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;
using Vegetation.Core.Sums;
using Vegetation.Core.Work;
using Vegetation.Functions;
using Vegetation.Functions.Planning;

namespace Vegetation.Bench.Aggregation;

/// <summary>
/// A bucket as the workers of a run of the Earth leave it: a work unit, a record, a contribution, an item and some bytes in the place
/// of NDVI file, QA layer and picture for each land tile.
/// </summary>
internal sealed class FinishedRun(BucketServer bucket, int scenes)
{
    const int Seed = 20231204;
    static readonly CellGrid Grid = new(20);
    static readonly UnitMask Mask = new([0, 1, 3, 8, 9, 10, 11], 2);

    public static RunKeys Keys { get; } = new(new RunId("world"));

    public void Write()
    {
        using var asked = JsonDocument.Parse("""{"area":[-180,-90,180,90],"from":"2023-12-04","to":"2023-12-11"}""");
        bucket.Put(
            Keys.Request, RequestWriter.Write(RequestReader.Read(asked.RootElement, DateTimeOffset.UnixEpoch.AddYears(60)).OrThrow()));
        var tiles = LandTiles.All;
        var taken = Enumerable.Range(0, scenes)
            .Select(i => (Tile: tiles[scenes > tiles.Count ? i % tiles.Count : (int)((long)i * tiles.Count / scenes)],
                Pass: i / tiles.Count)).ToList();
        Parallel.ForEach(taken, unit => WriteUnit(unit.Tile, unit.Pass));
        var units = taken.Select(t => new PlannedUnit(Id(t.Tile, t.Pass), 1, "") { Scene = UnitScene.Of(Unit(t.Tile, t.Pass)) }).ToList();
        var names = taken.Select(t => t.Tile.ToString()).ToHashSet(StringComparer.Ordinal);
        var choice = new Plan(units, 3 * tiles.Count, Grid.CellsPerDegree, [], [])
        {
            Tiles = tiles.Select(t => t.ToString()).GroupBy(t => names.Contains(t) ? "taken" : "too-cloudy")
                .ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g]),
        };
        bucket.Put(Keys.Plan, JsonSerializer.SerializeToUtf8Bytes(choice, FunctionsJson.Default.Plan));
    }

    static string Id(Tile tile, int pass) => string.Create(CultureInfo.InvariantCulture, $"S2A_{tile}_202312{4 + pass:00}_0_L2A");

    void WriteUnit(Tile tile, int pass)
    {
        var (id, random) = (Id(tile, pass), new Random(Seed + tile.GetHashCode() + pass));
        var outline = MgrsSquare.Of(tile).Outline();
        bucket.Put(Keys.Unit(id), JsonSerializer.SerializeToUtf8Bytes(Unit(tile, pass), CoreJson.Default.WorkUnit));
        var item = Encoding.UTF8.GetBytes(FinishedItem.Text(id, tile, outline));
        var cells = new Dictionary<string, CellsDocument> { ["ndvi"] = CellsDocument.From(Grid, Sums(outline, random)) };
        OutputFile[] files =
        [
            Leave(OutputNames.Raster(id, "ndvi"), new byte[10]), Leave(OutputNames.Qa(id), new byte[10]),
            Leave(OutputNames.Thumbnail(id, "ndvi"), new byte[10]), Leave(OutputNames.Item(id), item),
            Leave(OutputNames.Contribution(id), JsonSerializer.SerializeToUtf8Bytes(
                new Contribution(cells) { Item = JsonElement.Parse(item) }, CoreJson.Default.Contribution)),
        ];
        var record = new UnitRecord
        {
            UnitId = id, RunId = "world", Attempt = 1, Tile = tile.ToString(), Status = UnitStatus.Done, Files = files, Megapixels = 120.6,
                BytesRead = 400_000_000,
            Seconds = new(1.5, 2.5, 0.7), Offset = -1000, OffsetBasis = "baseline", OffsetConfidence = "high",
            Statistics = new Dictionary<string, IndexStatistics> { ["ndvi"] = new(0.4, 0.2, -0.3, 0.95) },
            Pixels = new MaskCounts { Valid = 100_000_000, Masked = 20_560_400 },
        };
        bucket.Put(Keys.Record(id), JsonSerializer.SerializeToUtf8Bytes(record, CoreJson.Default.UnitRecord));
    }

    static WorkUnit Unit(Tile tile, int pass)
    {
        var id = Id(tile, pass);
        var scene = new Scene
        {
            Id = id, Collection = "sentinel-2-l2a", Catalog = "earth-search", Tile = tile.ToString(),
                Sensed = new DateTimeOffset(2023, 12, 4 + pass, 10, 0, 0, TimeSpan.Zero),
            Epsg = tile.Epsg, Baseline = "05.09",
            Assets = new[] { "red", "nir", "scl" }.ToDictionary(band => band, band => new SceneAsset($"https://example.org/{band}.tif")),
        };
        return new(id, "world", scene, Mask, [], Grid.CellsPerDegree);
    }

    OutputFile Leave(string name, byte[] content)
    {
        bucket.Put(Keys.Output + name, content);
        return OutputFile.Of(name, new MemoryStream(content));
    }

    /// <summary>Every cell between the sides of the tile's box, as a tile with clouds leaves them.</summary>
    static Dictionary<int, CellSum> Sums(IReadOnlyList<Position> outline, Random random)
    {
        var sums = new Dictionary<int, CellSum>();
        for (var latitude = outline.Min(p => p.Latitude); latitude < outline.Max(p => p.Latitude); latitude += Grid.CellDegrees)
            for (var longitude = outline.Min(p => p.Longitude); longitude < outline.Max(p => p.Longitude); longitude += Grid.CellDegrees)
            {
                var (valid, ndvi) = (random.Next(200_000), random.Next(-1000, 9000));
                sums[Grid.CellOf(longitude, latitude)] = new CellSum
                {
                    Observed = 250_000, Clear = valid, Valid = valid, Snow = 100, Water = 50,
                    Sum = (long)valid * ndvi, SumSquares = (long)valid * (ndvi * ndvi + 90_000),
                };
            }
        return sums;
    }
}
