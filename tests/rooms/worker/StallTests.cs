using Vegetation.Core.Work;
using Vegetation.Tests.Raster;
using Vegetation.Worker;
using Vegetation.Worker.Contract;
using Vegetation.Worker.Fetching;

namespace Vegetation.Tests.Worker;

/// <summary>Fault 27: how long a file is waited for depends on what comes of it, not on how long it takes.</summary>
public sealed class StallTests : IAsyncLifetime, IDisposable
{
    static readonly StallLimit Limit = new(TimeSpan.FromSeconds(60), 64);

    readonly TemporaryFolder folder = new();
    readonly SkippingTime time = new();
    RangeServer server = null!;

    public async Task InitializeAsync() => server = await RangeServer.Start(time);

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_line_that_is_slow_but_alive_is_waited_for()
    {
        var start = time.GetUtcNow();
        Assert.Equal(File, await Read(bytes: 64, TimeSpan.FromSeconds(20)));
        Assert.InRange((time.GetUtcNow() - start).TotalMinutes, 10, 24 * 60);
    }

    [Fact]
    public async Task What_came_of_the_beginning_of_a_file_is_kept()
    {
        Assert.Equal(File, await Read(bytes: 64, TimeSpan.FromSeconds(20), headBytes: 1000)); // which no one request gets within 30 s
        Assert.Equal(File, await Read(bytes: 64, TimeSpan.FromSeconds(20), headBytes: 10_000)); // more than there is
    }

    [Fact]
    public async Task The_beginning_of_a_file_is_that_of_one_version()
    {
        var first = 1;
        server.BreakWhere("a.tif", asked => asked.IsHeader && Interlocked.Exchange(ref first, 0) == 1 ? Fault.NewVersion : Fault.None);
        var failure = await Assert.ThrowsAsync<UnitFailure>(() => Read(bytes: 64, TimeSpan.FromSeconds(20), headBytes: 1000));
        Assert.Equal("asset-changed", failure.Reason);
    }

    [Theory]
    [InlineData(1, 1)] // a byte a second
    [InlineData(20, 20)] // nearly enough
    public async Task A_line_over_which_too_little_comes_is_given_up_after_a_minute(int bytes, int seconds)
    {
        var start = time.GetUtcNow();
        var failure = await Assert.ThrowsAsync<UnitFailure>(() => Read(bytes, TimeSpan.FromSeconds(seconds)));
        Assert.Equal((UnitStatus.Failed, "stalled"), (failure.Status, failure.Reason));
        Assert.Contains("given up: fewer than 64 bytes of a range in 60 s", failure.Message, StringComparison.Ordinal);
        Assert.InRange((time.GetUtcNow() - start).TotalSeconds, 60, 121);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_given_up_without_another_reason()
    {
        server.BreakAlways("a.tif", Fault.Hangs);
        var failure = await Assert.ThrowsAsync<UnitFailure>(() => Read(1, TimeSpan.Zero, Limit with { Span = TimeSpan.FromSeconds(20) }));
        Assert.Equal((UnitStatus.Failed, "stalled"), (failure.Status, failure.Reason));
    }

    [Fact]
    public void What_comes_again_and_again_is_no_progress()
    {
        using var deadline = new SceneDeadline(TimeSpan.FromDays(1), time, default);
        using var transfer = new Transfer(Limit, deadline, time);
        for (var i = 0; i < 2; i++)
        {
            transfer.Add(1000);
            transfer.Restart();
            time.Advance(TimeSpan.FromSeconds(40));
        }
        Assert.NotNull(transfer.GivenUp);
    }

    [Fact]
    public void The_end_of_the_worker_is_no_fault_of_the_file()
    {
        using var stop = new CancellationTokenSource();
        using var deadline = new SceneDeadline(TimeSpan.FromDays(1), time, stop.Token);
        using var transfer = new Transfer(Limit, deadline, time);
        stop.Cancel();
        time.Advance(TimeSpan.FromSeconds(61));
        Assert.True(transfer.Token.IsCancellationRequested);
        Assert.Null(transfer.GivenUp);
    }

    [Theory]
    [InlineData("STALL_SECONDS", "0", "1 to 3600")]
    [InlineData("STALL_BYTES", "2000000", "1 to 1048576")]
    [InlineData("SCENES_AHEAD", "17", "1 to 16")]
    [InlineData("MEMORY_MB", "0", "1 to 16777216")]
    public void A_limit_out_of_range_is_named_with_its_remedy(string name, string value, string range)
    {
        var error = Assert.Throws<SettingsException>(() => Settings.Read(asked => asked == name ? value : null));
        Assert.Equal(name, error.Variable);
        Assert.Contains($"\"{value}\"; set it to a whole number from {range}", error.Message, StringComparison.Ordinal);
    }

    static byte[] File { get; } = [.. "II*\0"u8, .. Enumerable.Range(0, 8000).Select(i => (byte)(i * 31))];

    async Task<byte[]> Read(int bytes, TimeSpan each, StallLimit? limit = null, int headBytes = 64)
    {
        var address = new Uri(server.Serve("a.tif", File));
        using var http = new HttpClient(new SlowLine(time, bytes, each)) { Timeout = Timeout.InfiniteTimeSpan };
        using var deadline = new SceneDeadline(TimeSpan.FromDays(1), time, default);
        var reader = new AssetReader(http, new Backoff(time, () => 0, limit ?? Limit), rangeBytes: 1 << 20);
        var (file, _) = await reader.ReadRest(await reader.ReadHead(address, headBytes, deadline), 0, deadline);
        using (file) return file.Bytes.ToArray();
    }
}
