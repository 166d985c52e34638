using Microsoft.Extensions.Time.Testing;
using Vegetation.Core.Work;
using Vegetation.Tests.Raster;
using Vegetation.Worker;
using Vegetation.Worker.Contract;
using Vegetation.Worker.Fetching;

namespace Vegetation.Tests.Worker;

/// <summary>One file of the size that a test can have, with the requests of the product: faults 21 to 28.</summary>
public sealed class FaultTests : IAsyncLifetime, IDisposable
{
    readonly TemporaryFolder folder = new();
    readonly TestScene scene = TestScene.Random(500, 400);
    readonly Settings settings = Settings.Read(name => name == "ALLOW_LOOPBACK" ? "1" : null);
    RangeServer server = null!;
    byte[] red = null!;
    string href = null!;

    public async Task InitializeAsync()
    {
        server = await RangeServer.Start();
        red = scene.File(folder.Path, "red");
        href = server.Serve("red.tif", red);
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(Fault.Busy)]
    [InlineData(Fault.Truncated)]
    [InlineData(Fault.Html)]
    [InlineData(Fault.WrongRange)]
    public async Task A_passing_fault_is_cured_and_every_byte_is_right(object fault)
    {
        server.Break("red.tif", (Fault)fault);
        server.Break("red.tif", (Fault)fault, skip: 1);
        var (bytes, _) = await Read();
        Assert.Equal(red, bytes);
    }

    [Theory]
    [InlineData(Fault.NotFound)]
    [InlineData(Fault.Forbidden)]
    public async Task A_missing_file_is_asked_for_at_most_twice(object fault)
    {
        server.BreakAlways("red.tif", (Fault)fault);
        var failure = await Assert.ThrowsAsync<UnitFailure>(Read);
        Assert.Equal((UnitStatus.Failed, "asset-missing"), (failure.Status, failure.Reason));
        Assert.InRange(server.Count("red.tif"), 1, 2);
    }

    [Theory]
    [InlineData(Fault.Redirect, "http-302")]
    public async Task What_will_not_pass_is_not_tried_again(object fault, string reason)
    {
        server.BreakAlways("red.tif", (Fault)fault);
        Assert.Equal(reason, (await Assert.ThrowsAsync<UnitFailure>(Read)).Reason);
        Assert.Equal(1, server.Count("red.tif"));
    }

    [Fact]
    public async Task A_file_that_changes_between_its_parts_is_not_mixed()
    {
        server.Break("red.tif", Fault.NewVersion, skip: 1);
        Assert.Equal("asset-changed", (await Assert.ThrowsAsync<UnitFailure>(Read)).Reason);
    }

    [Fact]
    public async Task A_server_that_stays_busy_fails_the_scene_after_a_minute()
    {
        server.BreakAlways("red.tif", Fault.Busy);
        var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };
        using var http = AssetReader.NewClient(settings);
        using var deadline = new SceneDeadline(TimeSpan.FromSeconds(120), time, default);
        var reading = new AssetReader(http, new Backoff(time, () => 1, settings.Stall)).ReadHead(new Uri(href), 64 << 10, deadline);
        while (!reading.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1);
        }
        var failure = await Assert.ThrowsAsync<UnitFailure>(() => reading);
        Assert.Equal((UnitStatus.Failed, "http-503"), (failure.Status, failure.Reason));
        Assert.InRange(server.Count("red.tif"), 5, 40);
    }

    [Fact]
    public async Task What_is_not_a_tiff_is_invalid()
    {
        server.Serve("red.tif", new byte[100_000]);
        var failure = await Assert.ThrowsAsync<UnitFailure>(Read);
        Assert.Equal((UnitStatus.Invalid, "not-a-tiff"), (failure.Status, failure.Reason));
    }

    [Fact]
    public async Task Overviews_are_not_fetched()
    {
        var large = TestScene.Random(1400, 1400);
        server.Serve("red.tif", large.File(folder.Path, "red"));
        var (bytes, fetched) = await Read();
        Assert.InRange(fetched, bytes.Length / 2, bytes.Length * 9 / 10);
        using var file = Pictures.InMemory(bytes);
        using var reader = Vegetation.Raster.RasterReader.OpenMemory(file);
        var pixels = new ushort[1400 * 1400];
        reader.Read<ushort>(1, 0, 0, 1400, 1400, pixels);
        Assert.Equal(large.Red, pixels);
    }

    async Task<(byte[] Bytes, long Fetched)> Read()
    {
        using var http = AssetReader.NewClient(settings);
        using var deadline = new SceneDeadline(TimeSpan.FromSeconds(20), TimeProvider.System, default);
        var reader = new AssetReader(http, new Backoff(TimeProvider.System, () => 0.01, settings.Stall));
        var head = await reader.ReadHead(new Uri(href), 64 << 10, deadline);
        var (file, fetched) = await reader.ReadRest(head, 0, deadline);
        using (file) return (file.Bytes.ToArray(), fetched);
    }
}
