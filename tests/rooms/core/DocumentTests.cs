using System.Text;
using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Geography;
using Vegetation.Core.Indices;
using Vegetation.Core.Sums;
using Vegetation.Core.Work;

namespace Vegetation.Tests.Core;

public sealed class DocumentTests
{
    [Fact]
    public void A_manifest_is_SageMakers_and_reads_back()
    {
        var keys = new RunKeys(new RunId("r1"));
        var manifest = Manifest.Write("maps", keys, ["A", "B"]);
        Assert.Equal("""[{"prefix":"s3://maps/runs/r1/units/"},"A.json","B.json"]""", Encoding.UTF8.GetString(manifest));
        Assert.Equal(["runs/r1/units/A.json", "runs/r1/units/B.json"], Manifest.Read(manifest).Keys);
        Assert.Equal("maps", Manifest.Read(manifest).Bucket);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""[{"prefix":null}]""")]
    public void Anything_else_is_no_manifest(string text) =>
        Assert.Throws<FormatException>(() => Manifest.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_record_keeps_its_words_in_JSON()
    {
        var record = new UnitRecord { UnitId = "u", RunId = "r", Attempt = 1, Tile = "33UXP", Status = UnitStatus.NoData };
        var json = JsonSerializer.Serialize(record, CoreJson.Default.UnitRecord);
        Assert.Contains("\"status\":\"no-data\"", json, StringComparison.Ordinal);
        Assert.Equal(UnitStatus.NoData, JsonSerializer.Deserialize(json, CoreJson.Default.UnitRecord)!.Status);
    }

    [Fact]
    public void A_work_unit_without_the_newer_fields_has_their_defaults()
    {
        var unit = JsonSerializer.Deserialize(
            """{"unitId":"u","runId":"r","scene":null,"mask":{"classes":[8],"dilationPixels":1},"neighbours":[],"cellsPerDegree":20}""",
            CoreJson.Default.WorkUnit)!;
        Assert.Equal((OutputFormat.Default, 0), (unit.Output, unit.AdditionalGranules.Count));
    }

    [Fact]
    public void A_work_unit_keeps_its_format_in_words()
    {
        var unit = new WorkUnit("u", "r", null!, new UnitMask([8], 0), [],
            20) { Output = new(OutputCompression.Zstd, OutputDataType.Float32) };
        var json = JsonSerializer.Serialize(unit, CoreJson.Default.WorkUnit);
        Assert.Contains("\"output\":{\"compression\":\"zstd\",\"dataType\":\"float32\",\"qa\":true}", json, StringComparison.Ordinal);
        Assert.Equal(unit.Output, JsonSerializer.Deserialize(json, CoreJson.Default.WorkUnit)!.Output);
    }

    [Fact]
    public void A_work_unit_keeps_the_area_that_it_is_cut_to()
    {
        var unit = new WorkUnit("u", "r", null!, new UnitMask([8], 0), [], 20) { Area = Area.FromBox(179.5, 1, -179.25, 2) };
        var json = JsonSerializer.Serialize(unit, CoreJson.Default.WorkUnit);
        Assert.Contains("\"area\":{\"type\":\"MultiPolygon\",\"coordinates\":[[[[179.5,1],[180,1],", json, StringComparison.Ordinal);
        var read = JsonSerializer.Deserialize(json, CoreJson.Default.WorkUnit)!;
        Assert.Equal(unit.Area.Polygons.Select(polygon => polygon.Rings), read.Area!.Polygons.Select(polygon => polygon.Rings));
    }

    [Theory]
    [InlineData(UnitStatus.Done, null, false, true)]
    [InlineData(UnitStatus.NoData, "all-masked", false, true)]
    [InlineData(UnitStatus.Suspect, "range", false, true)]
    [InlineData(UnitStatus.Invalid, "grid", false, false)]
    [InlineData(UnitStatus.Failed, "http-503", true, false)]
    [InlineData(UnitStatus.Failed, "no-record", true, false)]
    [InlineData(UnitStatus.Failed, "asset-missing", false, false)]
    public void Only_what_may_go_better_is_tried_again(UnitStatus status, string? reason, bool again, bool covered)
    {
        var record = new UnitRecord { UnitId = "u", RunId = "r", Attempt = 1, Tile = "33UXP", Status = status, Reason = reason };
        Assert.Equal((again, covered), (record.NeedsAnotherAttempt, record.IsProcessed));
    }

    [Fact]
    public void Every_status_is_in_the_table_above() => Assert.Equal(5, Enum.GetValues<UnitStatus>().Length);

    [Theory]
    [InlineData(-180, 90, 0, 0)]
    [InlineData(180, 0, 1800, 0)] // longitude 180 is longitude -180
    [InlineData(179.99, -90, 3599, 7199)]
    [InlineData(0, 0.01, 1799, 3600)]
    public void A_position_has_one_cell(double longitude, double latitude, int row, int column)
    {
        var grid = new CellGrid(20);
        Assert.Equal((7200, 3600), (grid.Columns, grid.Rows));
        Assert.Equal(row * 7200 + column, grid.CellOf(longitude, latitude));
    }

    [Fact]
    public void Cells_add_up_in_any_order()
    {
        var grid = new CellGrid(20);
        var lake = new CellSum { Observed = 9, Clear = 6, Valid = 4, Sum = 8, SumSquares = 16, Snow = 1, Water = 2 };
        var land = new CellSum { Observed = 2, Clear = 1, Valid = 1, Sum = -3, SumSquares = 9 };
        var one = CellsDocument.From(grid, new Dictionary<int, CellSum> { [5] = land, [2] = new() { Observed = 1 } });
        var two = CellsDocument.From(grid, new Dictionary<int, CellSum> { [5] = lake });
        var (forth, back) = (new CellBlocks(grid, SpectralIndex.Ndvi), new CellBlocks(grid, SpectralIndex.Ndvi));
        forth.Add(one, "one");
        forth.Add(two, "two");
        back.Add(two, "two");
        back.Add(one, "one");
        Assert.Equal(forth.At(0, 5), back.At(0, 5));
        var sum = forth.At(0, 5);
        Assert.Equal((11, 7, 5, 5, 25, 1, 2), (sum.Observed, sum.Clear, sum.Valid, sum.Sum, sum.SumSquares, sum.Snow, sum.Water));
    }
}
