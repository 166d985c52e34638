using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Products.Costs;
using Vegetation.Products.Ledger;

namespace Vegetation.Tests.Products;

public sealed class RunCostTests
{
    static readonly Request Asked = RequestReader.Read(
        System.Text.Json.JsonDocument.Parse("{}").RootElement, new DateTimeOffset(2023, 12, 13, 0, 0, 0, TimeSpan.Zero)).OrThrow();

    static RunCost Of(OutputFormat output) => RunCost.Of(Asked with { Output = output }, [1.0], 1, 1);

    [Fact]
    public void Scene_outputs_of_float32_take_twice_the_space_and_those_without_a_QA_layer_less()
    {
        var usual = Of(OutputFormat.Default);
        var floats = Of(OutputFormat.Default with { DataType = OutputDataType.Float32 });
        var bare = Of(OutputFormat.Default with { Qa = false });
        var bareFloats = Of(new(DataType: OutputDataType.Float32, Qa: false));
        Assert.Equal(2 * bare.OutputBytes, bareFloats.OutputBytes);
        Assert.Equal(usual.OutputBytes - bare.OutputBytes, floats.OutputBytes - bareFloats.OutputBytes); // the QA layer is the same
        Assert.InRange(bare.OutputBytes, usual.OutputBytes / 2, usual.OutputBytes - 1);
        Assert.True(floats.UsdAMonth > usual.UsdAMonth);
    }

    [Theory]
    [InlineData("ml.m5.xlarge", true)]
    [InlineData("ml.p3.2xlarge", true)]
    [InlineData("ml.m5d.xlarge", false)]
    [InlineData("ml.r5d.large", false)]
    [InlineData("ml.g4dn.xlarge", false)]
    [InlineData("ml.c6id.xlarge", false)]
    [InlineData("ml.g5.xlarge", false)]
    [InlineData("ml.g6e.xlarge", false)]
    [InlineData("ml.g7e.2xlarge", false)]
    [InlineData("ml.p5.48xlarge", false)]
    public void A_volume_is_charged_where_the_type_has_no_disks_of_its_own(string type, bool isCharged)
    {
        var request = Asked with { InstanceType = type, InstanceHourUsd = 1 };
        var noon = new DateTimeOffset(2023, 12, 13, 12, 0, 0, TimeSpan.Zero);
        var job = new JobResult("001", "succeeded", null, 1, noon, noon.AddHours(1), 730);
        var volume = isCharged ? 0.14 : 0;
        Assert.Equal(volume, RunCost.Of(request, [1.0], 1, 1, 730).Terms.Single(term => term.Term == "disks").Usd, 4);
        Assert.Equal(1 + volume, JobCost.Of(request, [new AttemptJobs(1, [job])]).Usd!.Value, 4);
    }
}
