using Vegetation.Core.Work;

namespace Vegetation.Tests.Worker;

/// <summary>Ids of all catalogs as names of files. Fault 14.</summary>
public sealed class UnitIdTests : IAsyncLifetime
{
    readonly ShardRun run = new();
    RangeServer server = null!;

    public async Task InitializeAsync() => server = await RangeServer.Start(run.Time);

    public async Task DisposeAsync()
    {
        run.Dispose();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("S2A_T32TPS_20220612T101031_L2A")]
    [InlineData("S2A_MSIL2A_20220612T100559_R022_T32TPS_20220612T154412")]
    [InlineData("S2A_MSIL2A_20220612T100559_N0400_R022_T32TPS_20220612T154412.SAFE")]
    [InlineData("S2A_OPER_MSI_L2A_TL_2APS_20220612T154412_A036415_T32TPS_N04.00")]
    public async Task A_unit_is_processed_under_its_id(string id)
    {
        var scene = TestScene.Plain(40, 40, 300, 3500, 4);
        string Serve(string band) => server.Serve($"{band}.tif", (TiffFile.Of(
            scene, band) with { BlockWidth = 256, BlockHeight = 256 }).Bytes());
        var record = await run.Run(scene.Unit(Serve("red"), Serve("nir"), Serve("scl"), id));
        Assert.Equal((UnitStatus.Done, id), (record.Status, record.UnitId));
        Assert.Equal(id, run.Item(id).GetProperty("id").GetString());
        Assert.All([OutputNames.Raster(id, "ndvi"), OutputNames.Contribution(id), OutputNames.Record(id), OutputNames.Started(id)],
            name => Assert.True(File.Exists(run.Output(name)), name));
    }
}
