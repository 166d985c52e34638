using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Products.Costs;

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
}
