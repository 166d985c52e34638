using System.Text;
using System.Text.Json.Nodes;
using Vegetation.Core.Work;
using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Aggregation.Collecting;
using Vegetation.Functions.Aggregation.Publishing;
using Vegetation.Products;
using Vegetation.Products.Ledger;
using Vegetation.Raster;

namespace Vegetation.Tests.Functions;

/// <summary>Outputs and records that are not there, not as recorded, or of no use: the failure of their unit and of nothing else.</summary>
public sealed class UnusableOutputTests(EmbeddedS3 s3) : AggregationTest(s3)
{
    static readonly (string Which, int Bytes, string Reason, string Detail)[] Harms =
    [
        ("ndvi", 9, "output-changed", "has 9 bytes; expected 10 as recorded"),
        ("ndvi", 10, "output-changed", "has SHA-256"),
        ("ndvi", -1, "output-changed", "is recorded but missing"),
        ("contribution", -1, "output-changed", "is recorded but missing"),
        ("record", -1, "no-record", "no record was found"),
        ("record", 10, "no-record", "no record was found"),
    ];

    [Theory] // fault 51
    [InlineData(0, 3)]
    [InlineData(3, 6)]
    public async Task What_is_not_there_as_it_is_recorded_counts_as_failed(int from, int to)
    {
        var (run, units) = await Planned(",\"minimumProcessed\":0");
        foreach (var unit in units) await run.Finish(unit, UnitStatus.Done);
        var harms = Harms[from..to];
        foreach (var (unit, harm) in units.Zip(harms)) await Harm(run, unit, harm.Which, harm.Bytes);
        var output = await run.Aggregate();
        Assert.Equal((3, 1, 0.25), (output.Failed, output.Done, output.Processed));
        var rows = (await Ledger(run)).Rows;
        Assert.All(units.Zip(harms), harmed => RequireFailed(rows, harmed.First, harmed.Second.Reason, harmed.Second.Detail));
    }

    async Task Harm(RunOnS3 run, string unit, string which, int bytes)
    {
        var key = which switch
        {
            "ndvi" => run.Keys.Output + OutputNames.Raster(unit, "ndvi"), "contribution" => run.Keys.Contribution(unit),
            _ => run.Keys.Record(unit),
        };
        if (bytes < 0) await S3.Delete(key, Store.Bucket);
        else await Store.Put(key, Enumerable.Repeat((byte)7, bytes).ToArray(), "image/tiff", default);
    }

    static void RequireFailed(IEnumerable<LedgerRow> rows, string unit, string reason, string detail)
    {
        var row = rows.Single(r => r.UnitId == unit);
        Assert.Equal((reason, null), (row.Reason, row.Products));
        Assert.Contains(detail, row.Detail, StringComparison.Ordinal);
    }

    static readonly (string Which, string Content, string Detail)[] Contents =
    [
        ("", "no JSON", "is not the expected JSON"),
        ("item", "null", "cannot be used"),
        ("item", """{"id":"another"}""", "cannot be used"),
        ("cells", "{}", "has no cells of ndvi"),
        ("cells", """{"ndvi":{"cellsPerDegree":7,"cells":[]}}""", "7 cells a degree where the run has 200"),
        ("cells", """{"ndvi":{"cellsPerDegree":200,"cells":[[1,4,2,2,0,0,0,0],[2,1,1,2,3,4,5,6]]}}""", "that no pixels can have"),
    ];

    [Theory]
    [InlineData(0, 3)]
    [InlineData(3, 6)]
    public async Task A_file_that_is_as_recorded_and_cannot_be_used_is_the_failure_of_its_unit_and_not_of_the_run(int from, int to)
    {
        var (run, units) = await Planned(",\"minimumProcessed\":0.2");
        foreach (var unit in units) await run.Finish(unit, UnitStatus.Done);
        var contents = Contents[from..to];
        foreach (var (unit, (which, content, _)) in units.Zip(contents))
            if (which == "") await run.LeaveOther(unit, OutputNames.Contribution(unit), Encoding.UTF8.GetBytes(content));
            else await run.Recontribute(unit, contribution => contribution[which] = JsonNode.Parse(content));
        var output = await run.Aggregate();
        Assert.Equal(("published", 3, 1), (output.Outcome, output.Failed, output.Done));
        var rows = (await Ledger(run)).Rows;
        Assert.All(units.Zip(contents), left => RequireFailed(rows, left.First, Reason.UnusableFile.Name, left.Second.Detail));
        Assert.Equal(2, await Observations(run)); // of the unit that holds up, none of a part of the others
    }

    static readonly (string Property, string Value, string Detail)[] OddFields =
    [
        ("gsd", "\"ten\"", "properties/gsd: got \"ten\"; expected a number"),
        ("vegetation:offset", "3000000000", "properties/vegetation:offset: got 3000000000; expected a whole number of 32 bits"),
        ("proj:code", "\"EPSG:99999999999\"", "it has the proj:code EPSG:99999999999; expected EPSG: and a number"),
        ("proj:shape", "[0,10]", "it has no pixels"),
        ("instruments", "\"msi\"", "properties/instruments: got \"msi\"; expected an array"),
        ("processing:software", "[1,2]", "properties/processing:software: got [1,2]; expected an object"),
    ];

    [Theory]
    [InlineData(0, 3)]
    [InlineData(3, 6)]
    public async Task An_item_with_a_field_that_is_not_of_its_columns_type_is_the_failure_of_its_unit(int from, int to)
    {
        var (run, units) = await Planned(",\"minimumProcessed\":0.2");
        foreach (var unit in units) await run.Finish(unit, UnitStatus.Done);
        var fields = OddFields[from..to];
        foreach (var (unit, (property, value, _)) in units.Zip(fields))
            await run.Recontribute(
                unit, contribution => contribution["item"]!["properties"]![property] = JsonNode.Parse(value));
        var output = await run.Aggregate();
        Assert.Equal(("published", 3, 1), (output.Outcome, output.Failed, output.Done));
        var rows = (await Ledger(run)).Rows;
        Assert.All(units.Zip(fields), odd => RequireFailed(rows, odd.First, Reason.UnusableFile.Name, odd.Second.Detail));
    }

    async Task<long> Observations(RunOnS3 run)
    {
        using var folder = new Raster.TemporaryFolder();
        await File.WriteAllBytesAsync(folder["map"], await Product(run, run.Files().Map));
        var band = new int[600 * 800];
        using var map = RasterReader.OpenFile(folder["map"]);
        map.Read(3, 0, 0, map.Width, map.Height, band.AsSpan());
        return band.Where(count => count > 0).Sum(count => (long)count);
    }

    [Fact]
    public async Task A_record_that_lists_nothing_as_a_file_counts_as_none()
    {
        var (run, units) = await Planned(",\"minimumProcessed\":0");
        foreach (var unit in units) await run.Finish(unit, UnitStatus.Done);
        var record = $$"""{"unitId":"{{units[0]}}","runId":"{{Name}}","attempt":1,"tile":"33UWP","status":"done","files":[null]}""";
        await Store.Put(run.Keys.Record(units[0]), Encoding.UTF8.GetBytes(record), "application/json", default);
        var output = await run.Aggregate();
        Assert.Equal((1, 3), (output.Failed, output.Done));
    }

    [Fact]
    public async Task A_record_of_no_planned_unit_is_named_and_not_used()
    {
        var (run, units) = await Planned();
        foreach (var unit in units) await run.Finish(unit, UnitStatus.Done);
        await run.Finish("S2A_60KWF_20231205_0_L2A", UnitStatus.Done);
        Assert.Equal(4, (await run.Aggregate()).Units);
        Assert.Equal([run.Keys.Record("S2A_60KWF_20231205_0_L2A")], (await Ledger(run)).OrphanRecords);
    }

    [Fact]
    public async Task A_unit_without_a_record_counts_as_failed()
    {
        var (run, units) = await Planned(""","minimumProcessed":0.5""");
        foreach (var unit in units[..3]) await run.Finish(unit, UnitStatus.NoData);
        var output = await run.Aggregate();
        Assert.Equal((3, 1, 0.75), (output.NoData, output.Failed, output.Processed));
    }
}
