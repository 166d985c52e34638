using Vegetation.Core.Work;

namespace Vegetation.Tests.Worker;

/// <summary>Fault 68: vegetation whose NDVI no vegetation has, as a forgotten offset makes it.</summary>
public sealed class GateFaultTests : IAsyncLifetime, IDisposable
{
    readonly ShardRun run = new();
    RangeServer server = null!;

    public async Task InitializeAsync() => server = await RangeServer.Start(run.Time);

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => run.Dispose();

    [Theory]
    [InlineData(300, 3500, UnitStatus.Done, null)]
    [InlineData(990, 1300, UnitStatus.Suspect, "quality")] // 0.14, in red that proves neither offset
    public async Task Fault_68_a_scene_whose_vegetation_has_too_low_an_NDVI_is_suspect_and_its_item_says_so(
        ushort red, ushort nir, UnitStatus status, string? reason)
    {
        var record = await run.Run(server.Serve(TestScene.Plain(240, 200, red, nir, 4)));
        Assert.Equal((status, reason), (record.Status, record.Reason));
        var said = run.Item().GetProperty("properties").GetProperty("vegetation:warnings");
        var warnings = said.EnumerateArray().Select(warning => warning.GetString()!).ToList();
        Assert.Equal(record.Detail ?? "", string.Join("; ", warnings));
        Assert.Equal(status == UnitStatus.Suspect ? 1 : 0, warnings.Count);
    }
}
