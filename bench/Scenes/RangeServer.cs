using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Vegetation.Bench.Scenes;

/// <summary>How slow the server is made: seconds before each answer and bytes a second on each connection; 0 is no limit.</summary>
internal sealed record ServerLimits(double Latency, double BytesPerSecond)
{
    public static readonly ServerLimits None = new(0, 0);

    /// <summary>About what one connection to S3 gives within its region.</summary>
    public static readonly ServerLimits LikeS3 = new(0.025, 60e6);
}

/// <summary>
/// Serves the files of a folder by ranges over loopback, from memory and straight to the socket: what it costs is the sending alone,
/// for it shares the cores with what is measured.
/// </summary>
internal sealed class RangeServer : IDisposable
{
    const int Slice = 256 << 10;

    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly Dictionary<string, byte[]> files;
    readonly ServerLimits limits;
    int requests;

    public RangeServer(string folder, ServerLimits limits)
    {
        this.limits = limits;
        files = Directory.GetFiles(folder, "*.tif").ToDictionary(f => $"/{Path.GetFileName(f)}", File.ReadAllBytes);
        listener.Start();
        _ = Accept();
    }

    /// <summary>How many were answered.</summary>
    public int Requests => requests;

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    public void Dispose() => listener.Dispose();

    async Task Accept()
    {
        try
        {
            while (true) _ = Serve(await listener.AcceptSocketAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // disposed: the measurement is over
        }
    }

    async Task Serve(Socket socket)
    {
        using var stream = new NetworkStream(socket, ownsSocket: true);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        try
        {
            while (await reader.ReadLineAsync() is { } request)
            {
                var range = "";
                while (await reader.ReadLineAsync() is { Length: > 0 } header)
                    if (header.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase)) range = header[13..];
                await Answer(socket, files[request.Split(' ')[1]], range.Split('-'));
            }
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // the client has gone
        }
    }

    async Task Answer(Socket socket, byte[] file, string[] range)
    {
        Interlocked.Increment(ref requests);
        var from = int.Parse(range[0], CultureInfo.InvariantCulture);
        var to = Math.Min(int.Parse(range[1], CultureInfo.InvariantCulture), file.Length - 1);
        if (limits.Latency > 0) await Task.Delay(TimeSpan.FromSeconds(limits.Latency));
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 206 Partial Content\r\nContent-Length: {to - from + 1}\r\nContent-Range: bytes "
            + $"{from}-{to}/{file.Length}\r\nETag: \"1\"\r\n\r\n"));
        var clock = Stopwatch.StartNew();
        for (var at = from; at <= to; at += Slice)
        {
            await socket.SendAsync(file.AsMemory(at, Math.Min(Slice, to + 1 - at)));
            if (limits.BytesPerSecond == 0) continue;
            var ahead = ((at + Slice - from) / limits.BytesPerSecond) - clock.Elapsed.TotalSeconds;
            if (ahead > 0.001) await Task.Delay(TimeSpan.FromSeconds(ahead));
        }
    }
}
