using System.Text.Json;
using Vegetation.Core.Geography;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Products.Maps;
using Vegetation.Raster;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Products.Maps;

/// <summary>
/// The file of a map of the Earth in cells of half a degree, read by other programs: it has overviews, both polar rows and all kinds of
/// cells.
/// </summary>
public sealed class WorldMapTests : IClassFixture<WorldMapTests.Earth>
{
    public sealed class Earth : IDisposable
    {
        readonly TemporaryFolder folder = new();

        public Earth()
        {
            var grid = new CellGrid(2);
            var sums = new CellBlocks(grid, SpectralIndex.Ndvi);
            sums.Add(
                CellsDocument.From(grid, Cells.ToDictionary(cell => cell.Row * grid.Columns + cell.Column, cell => cell.Sum)), "cells");
            Map = WorldMap.From(MapFrame.Of(Area.Default, grid), sums, new(sums.Index, 10))!;
            File = folder["map.tif"];
            Map.WriteCog(File, Window.LastFullWeekBefore(new DateTimeOffset(2023, 12, 13, 0, 0, 0, TimeSpan.Zero)));
        }

        internal WorldMap Map { get; }

        public string File { get; }

        public void Dispose() => folder.Dispose();
    }

    /// <summary>Row and column of a cell, its sums, and what the five bands say of it.</summary>
    static readonly (int Row, int Column, CellSum Sum, int[] Bands)[] Cells =
    [
        (0, 0, new() { Observed = 4, Clear = 3, Valid = 2, Sum = 10000, SumSquares = 52_000_000, Snow = 1, Water = 1 },
            [5000, 1000, 2, 7500, 5000]), // 4000, 6000 and water
        (359, 719, new() { Observed = 3, Clear = 1, Valid = 1, Sum = -2000, SumSquares = 4_000_000, Snow = 1 }, [-2000, 0, 1, 3333, 3333]),
        (100, 360,
            new() { Observed = 400_000, Clear = 310_000, Valid = 310_000, Sum = 310_000L * 10000, SumSquares = 310_000L * 100_000_000 },
            [10000, 0, 310_000, 7750, 0]),
        (101, 361, new() { Observed = 7, Clear = 7, Water = 7 },
            [-19999, -19999, 0, 10000, 10000]), // a clear view of open water has no NDVI
        (101, 362, new() { Observed = 7, Snow = 7 }, [-19999, -19999, 0, 0, 10000]), // seen, and no pixel was clear
        (102, 362, new() { Observed = 2, Clear = 2, Valid = 2, Sum = -3, SumSquares = 5 },
            [-2, 1, 2, 10000, 0]), // -1.5 and 0.5, rounded away from zero
        (103, 0, default, [-19999, -19999, -19999, -19999, -19999]), // never seen
    ];

    readonly Earth earth;

    public WorldMapTests(Earth earth) => this.earth = earth;

    [Fact]
    public void A_cell_holds_mean_deviation_number_and_shares_of_its_pixels()
    {
        foreach (var (row, column, _, bands) in Cells)
        {
            var index = row * earth.Map.Frame.Columns + column;
            int[][] found = [
                earth.Map.Mean, earth.Map.StandardDeviation, earth.Map.Observations, earth.Map.ClearShare, earth.Map.SnowWaterShare];
            Assert.Equal(bands, found.Select(band => band[index]));
        }
        Assert.Equal(6, earth.Map.ClearShare.Count(share => share != WorldMap.Nodata));
    }

    [Fact]
    public void Nothing_seen_within_the_frame_is_no_map()
    {
        var grid = new CellGrid(200);
        var sums = new CellBlocks(grid, SpectralIndex.Ndvi);
        sums.Add(CellsDocument.From(grid, new Dictionary<int, CellSum> { [grid.CellOf(17, 48)] = new() { Observed = 9 } }), "cells");
        Assert.Null(WorldMap.From(MapFrame.Of(Area.FromBox(15, 46, 16.999, 50), grid), sums, new(sums.Index, 10)));
        Assert.NotNull(WorldMap.From(MapFrame.Of(Area.FromBox(15, 46, 17.001, 50), grid), sums, new(sums.Index, 10)));
    }

    [GdalInfoFact]
    public void Gdalinfo_finds_a_cog_that_says_what_it_holds()
    {
        using var info = JsonDocument.Parse(Tool.Run(GdalInfoFactAttribute.Program!, "-json", earth.File));
        var (root, metadata) = (info.RootElement, info.RootElement.GetProperty("metadata"));
        Assert.Equal([-180, 0.5, 0, 90, 0, -0.5], root.GetProperty("geoTransform").EnumerateArray().Select(n => n.GetDouble()));
        Assert.Equal([720, 360], root.GetProperty("size").EnumerateArray().Select(n => n.GetInt32()));
        Assert.Contains("4326", root.GetProperty("coordinateSystem").GetProperty("wkt").GetString()!, StringComparison.Ordinal);
        Assert.Equal("COG", metadata.GetProperty("IMAGE_STRUCTURE").GetProperty("LAYOUT").GetString());
        var tags = metadata.GetProperty("");
        Assert.Equal(
            ("2023-12-04T00:00:00Z", "2023-12-11T00:00:00Z", "0.5 degree"), (Text(tags, "FROM"), Text(tags, "TO"), Text(tags, "CELL")));
        Assert.Contains("each 10 m pixel in the one tile that owns it", Text(tags, "COUNTING"), StringComparison.Ordinal);
        var bands = root.GetProperty("bands").EnumerateArray().ToList();
        Assert.Equal(
            [
                "NDVI mean", "NDVI standard deviation", "observations: valid 10 m pixels of land", "clear share of observed pixels",
                "snow and water share of observed pixels",
            ],
            bands.Select(b => Text(b, "description")));
        Assert.All(bands, b => Assert.Equal(("Int32", -19999), (Text(b, "type"), (int)b.GetProperty("noDataValue").GetDouble())));
        Assert.Equal(
            [0.0001, 0.0001, 1, 0.0001, 0.0001], bands.Select(b => b.TryGetProperty("scale", out var scale) ? scale.GetDouble() : 1));
        Assert.Equal([360, 180], bands[0].GetProperty("overviews")[0].GetProperty("size").EnumerateArray().Select(n => n.GetInt32()));
        Assert.Equal(
            ["10000", "1000", "310000", "10000", "10000"],
            bands.Select(b => Text(b.GetProperty("metadata").GetProperty(""), "STATISTICS_MAXIMUM")));

        static string Text(JsonElement parent, string name) => parent.GetProperty(name).GetString()!;
    }

    [RasterioFact]
    public void Rasterio_reads_every_cell_where_it_lies()
    {
        const string program = """
            import json, sys, rasterio
            with rasterio.open(sys.argv[1]) as map:
                values = map.read()
                print(json.dumps({
                    "transform": list(map.transform)[:6], "crs": map.crs.to_epsg(), "nodata": map.nodata, "scales": map.scales,
                    "cells": [values[:, r, c].tolist() for r, c in json.loads(sys.argv[2])],
                    "seen": int((values[3] != map.nodata).sum()), "at": [int(v) for v in next(map.sample([(0.25, 39.75)]))]}))
            """;
        var places = JsonSerializer.Serialize(Cells.Select(c => new[] { c.Row, c.Column }));
        using var read = JsonDocument.Parse(Tool.Run(RasterioFactAttribute.Python, "-c", program, earth.File, places));
        Assert.Equal([0.5, 0, -180, 0, -0.5, 90], read.RootElement.GetProperty("transform").EnumerateArray().Select(n => n.GetDouble()));
        Assert.Equal((4326, -19999, 6), (Number("crs"), Number("nodata"), Number("seen")));
        Assert.Equal(
            [0.0001, 0.0001, 1, 0.0001, 0.0001], read.RootElement.GetProperty("scales").EnumerateArray().Select(n => n.GetDouble()));
        Assert.Equal(Cells.Select(c => c.Bands), read.RootElement.GetProperty("cells").EnumerateArray().Select(Numbers));
        Assert.Equal(Cells[2].Bands, Numbers(read.RootElement.GetProperty("at"))); // by its longitude and latitude

        int Number(string name) => (int)read.RootElement.GetProperty(name).GetDouble();
        static int[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(n => n.GetInt32())];
    }
}
