using System.Net.Sockets;
using Vegetation.Worker.Fetching;

namespace Vegetation.Tests.Worker;

/// <summary>Fault 24: a connection that is not made in time is a fault that may pass, like one that breaks off.</summary>
public sealed class ConnectTests
{
    [Fact]
    public async Task A_connection_that_is_not_made_in_time_is_tried_again()
    {
        byte[] file = [.. "II*\0"u8, .. Enumerable.Range(0, 1000).Select(i => (byte)i)];
        await using var server = await RangeServer.Start();
        var address = new Uri(server.Serve("a.tif", file));
        var connections = 0;
        using var http = new HttpClient(new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(50),
            ConnectCallback = async (_, cancel) =>
            {
                if (Interlocked.Increment(ref connections) == 1) await Task.Delay(Timeout.Infinite, cancel); // nobody answers
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(address.Host, address.Port, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        }) { Timeout = Timeout.InfiniteTimeSpan };
        using var deadline = new SceneDeadline(TimeSpan.FromSeconds(30), TimeProvider.System, default);
        var reader = new AssetReader(http, new Backoff(TimeProvider.System, () => 0, new(TimeSpan.FromSeconds(30), 1)));
        Assert.Equal(file, (await reader.ReadHead(address, 64 << 10, deadline)).First.ToArray());
        Assert.True(connections > 1);
    }
}
