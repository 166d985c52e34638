using System.Text.Json;
using Vegetation.Core.Geography;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Products.Maps;
using Vegetation.Raster;
using Vegetation.Tests.Products.Report;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Products.Maps;

public sealed class ChangeMapTests : IDisposable
{
    static readonly Window Week = Window.LastFullWeekBefore(new DateTimeOffset(2023, 12, 13, 0, 0, 0, TimeSpan.Zero));
    static readonly Area Fiji = Area.FromBox(177, -20, -177, -16), Small = Area.FromBox(177, -17, 179, -16);

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>A map of an area whose cells hold NDVI x 10000 by place; more rows than one row of blocks.</summary>
    static WorldMap Map(Area area, params (double Longitude, double Latitude, int? Ndvi)[] cells) =>
        Map(SpectralIndex.Ndvi, 10, area, cells);

    static WorldMap Map(
        SpectralIndex index, int resolution, Area area, params (double Longitude, double Latitude, int? Value)[] cells)
    {
        var grid = new CellGrid(200);
        var sums = new CellBlocks(grid, index);
        sums.Add(CellsDocument.From(grid, cells.ToDictionary(c => grid.CellOf(c.Longitude, c.Latitude), c => Sum(c.Value))), "cells");
        return WorldMap.From(MapFrame.Of(area, grid), sums, new(sums.Index, resolution))!;
    }

    static CellSum Sum(int? ndvi) => ndvi is { } value
        ? new() { Observed = 2, Clear = 1, Valid = 1, Sum = value, SumSquares = value * value }
        : new() { Observed = 2 };

    string Earlier(Area area, params (double, double, int?)[] cells)
    {
        Map(area, cells).WriteCog(folder["earlier.tif"], Week);
        return folder["earlier.tif"];
    }

    [Fact]
    public void Change_is_this_map_minus_the_earlier_one_where_both_have_NDVI()
    {
        var earlier = Earlier(
            Fiji, (178.0025, -16.0025, 4000), (179.9975, -17.0025, -10000), (-179.9975, -17.0025, 10000), (-177.0025, -19.9975, 9999),
            (-178.0025, -18.0025, 5000), (178.5025, -18, 2));
        var map = Map(
            Fiji, (178.0025, -16.0025, 5500), (179.9975, -17.0025, 10000), (-179.9975, -17.0025, -10000), (-177.0025, -19.9975, -10000),
            (-178.0025, -18.0025, null), (177.5025, -18, 2));
        var (change, none) = ChangeMap.Between(map, earlier);
        Assert.Null(none);
        (int Row, int Column, int Difference)[] expected = [(0, 200, 1500), (200, 599, 20000), (200, 600, -20000), (799, 1199, -19999)];
        Assert.All(expected, e => Assert.Equal(e.Difference, change!.Difference[e.Row * 1200 + e.Column]));
        Assert.Equal(expected.Length, change!.Difference.Count(d => d != ChangeMap.Nodata)); // -19999 is a change, not nodata
    }

    [GdalInfoFact]
    public void Its_file_says_of_what_it_is_the_change_and_holds_every_difference()
    {
        var earlier = Earlier(Small, (178.0025, -16.0025, 9999), (178.5025, -16.5025, 1000));
        ChangeMap.Between(Map(Small, (178.0025, -16.0025, -10000), (178.5025, -16.5025, 3000)), earlier).Change!.WriteCog(
            folder["change.tif"], Week, new("weekly-2023-W48", Week.From.AddDays(-7), Week.From, null));
        using var info = JsonDocument.Parse(Tool.Run(GdalInfoFactAttribute.Program!, "-json", folder["change.tif"]));
        var band = Assert.Single(info.RootElement.GetProperty("bands").EnumerateArray());
        Assert.Equal(
            ("Int16", -32768, 0.0001),
            (band.GetProperty("type").GetString(), (int)band.GetProperty("noDataValue").GetDouble(), band.GetProperty("scale")
            .GetDouble()));
        Assert.Contains("-32768", band.GetProperty("description").GetString()!, StringComparison.Ordinal);
        var statistics = band.GetProperty("metadata").GetProperty("");
        Assert.Equal(
            ("-19999", "2000"),
            (statistics.GetProperty("STATISTICS_MINIMUM").GetString(), statistics.GetProperty("STATISTICS_MAXIMUM").GetString()));
        var tags = info.RootElement.GetProperty("metadata").GetProperty("");
        Assert.Equal(
            ("weekly-2023-W48", MapTags.Text(Week.From.AddDays(-7)), MapTags.Text(Week.From)),
            (tags.GetProperty("MINUS").GetString(), tags.GetProperty("MINUS_FROM").GetString(), tags.GetProperty("MINUS_TO").GetString()));
        Assert.Equal(
            [177, 0.005, 0, -16, 0, -0.005], info.RootElement.GetProperty("geoTransform").EnumerateArray().Select(n => n.GetDouble()));
    }

    [Fact]
    public void A_run_against_itself_has_changed_nowhere()
    {
        (double, double, int?)[] cells = [
            .. Enumerable.Range(0, 300).Select(i => (177.0025 + i * 0.01, -16.0025 - i * 0.01, (int?)(i * 30)))];
        var (change, _) = ChangeMap.Between(Map(Fiji, cells), Earlier(Fiji, cells));
        Assert.Equal(
            (300, 0),
            (change!.Difference.Count(d => d != ChangeMap.Nodata), change.Difference.Where(d => d != ChangeMap.Nodata)
            .Max(d => Math.Abs(d))));
    }

    [Theory]
    [InlineData("ndvi", 40, "the earlier map is of NDVI in pixels of 10 m, this one of NDVI of mean reflectance at 40 m in pixels of 40 m")]
    [InlineData("evi2", 10, "the earlier map is of NDVI in pixels of 10 m, this one of EVI2 in pixels of 10 m")]
    public void Maps_of_another_resolution_or_index_are_not_compared(string index, int resolution, string reason)
    {
        var earlier = Earlier(Small, (178, -16.75, 5000));
        var map = Map(SpectralIndex.Of(index), resolution, Small, (178, -16.75, 6000));
        Assert.Equal((null, reason), ChangeMap.Between(map, earlier));
        map.WriteCog(folder["same.tif"], Week);
        Assert.Equal(0, ChangeMap.Between(map, folder["same.tif"]).Change!.Difference.Max());
    }

    [Fact]
    public void A_map_that_does_not_say_what_it_is_of_is_not_compared()
    {
        var map = Map(Small, (178, -16.75, 5000));
        CogWriter.Write<int>(
            folder["plain.tif"], map.Frame.GeoGrid(), [.. Enumerable.Repeat(map.Mean, 4)], WorldMap.Nodata,
            [.. Enumerable.Repeat(new BandInfo("NDVI mean"), 4)], new());
        Assert.StartsWith("the earlier map is of an unnamed index in pixels of an unnamed size, this one of NDVI",
            ChangeMap.Between(map, folder["plain.tif"]).UnavailableReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_weeks_are_compared_over_the_cells_that_have_values_in_both()
    {
        // Two rows of which the lower is larger: cells shrink with the cosine of latitude.
        var frame = new MapFrame(Reports.Grid, 3600, (90 - 60) * 20, 2, 2);
        var before = Reports.Map(frame, (row, column) => (row, column) == (0, 1) ? default : Reports.Pixels(10, 1000, 1000));
        before.WriteCog(folder["before.tif"], Week);
        var now = Reports.Map(frame, (row, column) => (row, column) switch
        {
            (1, 1) => new CellSum { Observed = 10, Clear = 5, Water = 10 }, // half of it clear, and no land
            (0, _) => Reports.Pixels(10, 1000, 1000),
            _ => Reports.Pixels(10, 2000, 2000) with { Observed = 40, Clear = 20 }, // half of it clear land: it weighs half
        });
        var compared = ChangeMap.Between(now, folder["before.tif"]).Change!.Compared!;
        var (upper, lower) = (SeenArea.OfCell(frame, 0), SeenArea.OfCell(frame, 1));
        Assert.Equal(Math.Round(upper + lower / 2), compared.AreaKm2);
        Assert.Equal((0.1, 1.0), (compared.MeanBefore, compared.ClearBefore));
        Assert.Equal((0.1 * upper + 0.2 * lower / 2) / (upper + lower / 2), compared.Mean, 1e-4);
        Assert.Equal((2 * upper + lower) / (2 * upper + 2 * lower), compared.Clear, 1e-4);
    }

    [Fact]
    public void The_change_of_an_index_reaches_as_far_as_its_values()
    {
        Map(SpectralIndex.Evi2, 40, Small, (178, -16.75, -8621)).WriteCog(folder["low.tif"], Week);
        var (change, _) = ChangeMap.Between(Map(SpectralIndex.Evi2, 40, Small, (178, -16.75, 16_667)), folder["low.tif"]);
        Assert.Equal(25_288, change!.Difference.Max());
        Assert.All(SpectralIndex.All, index => Assert.InRange(index.Max - index.Min, 0, short.MaxValue));
    }

    [Fact]
    public void Where_there_can_be_no_change_the_reason_is_said()
    {
        var map = Map(Small, (178, -16.75, 5000));
        Assert.Equal(
            "no cell has NDVI in both maps",
            ChangeMap.Between(map, Earlier(Small, (178, -16.5, 5000), (178, -16.75, null))).UnavailableReason);
        Map(Area.FromBox(177, -17, 178.01, -16), (178, -16.75, 5000)).WriteCog(folder["narrow.tif"], Week);
        Assert.Equal("the earlier map is on another grid", ChangeMap.Between(map, folder["narrow.tif"]).UnavailableReason);
        Write<short>("short.tif", WorldMap.Nodata, 0);
        Assert.Equal("the earlier map has another format", ChangeMap.Between(map, folder["short.tif"]).UnavailableReason);
        Write("nodata.tif", -9999, 0);
        Assert.Equal("the earlier map has another format", ChangeMap.Between(map, folder["nodata.tif"]).UnavailableReason);
        Write("range.tif", WorldMap.Nodata, 10001);
        Assert.Contains("a cell holds 10001", ChangeMap.Between(map, folder["range.tif"]).UnavailableReason, StringComparison.Ordinal);
        var whole = File.ReadAllBytes(folder["range.tif"]);
        File.WriteAllBytes(folder["cut.tif"], whole[..(whole.Length / 2)]);
        Assert.StartsWith(
            "the earlier map cannot be read", ChangeMap.Between(map, folder["cut.tif"]).UnavailableReason, StringComparison.Ordinal);
        Assert.Contains("gone.tif", ChangeMap.Between(map, folder["gone.tif"]).UnavailableReason, StringComparison.Ordinal);

        void Write<T>(string name, double nodata, T sample) where T : unmanaged, System.Numerics.INumber<T>
        {
            var samples = new T[map.Mean.Length];
            Array.Fill(samples, sample);
            CogWriter.Write<T>(folder[name], new GeoGrid(400, 200, 177, -16, 0.005, 4326), [.. Enumerable.Repeat(samples, 4)], nodata,
                [.. Enumerable.Repeat(new BandInfo("NDVI mean"), 4)], new() { Tags = MapTags.Of(map.Mapped, map.Frame, Week) });
        }
    }
}
