using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Products.Report;

/// <summary>
/// A headless Chromium of its own with an empty profile, spoken to by the DevTools protocol; ended with all its processes.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
        "--disable-dev-shm-usage", "--remote-debugging-port=0", "about:blank",
    ];

    readonly TemporaryFolder profile = new();
    readonly ClientWebSocket socket = new();
    readonly SemaphoreSlim sending = new(1);
    readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> waiting = [];
    readonly ConcurrentDictionary<string, ChromiumPage> pages = [];
    Process process = null!;
    int last;

    public async Task InitializeAsync()
    {
        if (ChromiumFactAttribute.Program is not { } program) return;
        process = Process.Start(
            new ProcessStartInfo(program, [$"--user-data-dir={profile.Path}", .. Arguments]) { RedirectStandardError = true })!;
        await socket.ConnectAsync(new Uri(await Address(process.StandardError)), default);
        _ = Task.Run(Listen);
    }

    /// <summary>A new tab of this size in CSS pixels.</summary>
    public async Task<ChromiumPage> Open(int width = 1280, int height = 900, bool dark = false)
    {
        var target = (string)(await Send(null, "Target.createTarget", new() { ["url"] = "about:blank" }))["targetId"]!;
        var session = (string)(await Send(null, "Target.attachToTarget", new() { ["targetId"] = target, ["flatten"] = true }))[
            "sessionId"]!;
        var page = pages[session] = new ChromiumPage(this, session, target);
        await page.Prepare(width, height, dark);
        return page;
    }

    internal async Task<JsonNode> Send(string? session, string method, JsonObject? parameters = null)
    {
        var id = Interlocked.Increment(ref last);
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        if (session is not null) message["sessionId"] = session;
        var answer = waiting[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await sending.WaitAsync();
        try { await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, default); }
        finally { sending.Release(); }
        return await answer.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    async Task Listen()
    {
        try
        {
            while (await Receive() is { } message)
                if (message["id"] is { } id && waiting.TryRemove((int)id, out var answer)) Settle(answer, message);
                else if ((string?)message["sessionId"] is { } session && pages.TryGetValue(session, out var page))
                    page.Notice((string)message["method"]!, message["params"]!);
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            foreach (var answer in waiting.Values) answer.TrySetException(e);
        }
    }

    static void Settle(TaskCompletionSource<JsonNode> answer, JsonNode message)
    {
        if (message["error"] is { } error) answer.TrySetException(new InvalidOperationException(error.ToJsonString()));
        else answer.TrySetResult(message["result"]!);
    }

    async Task<JsonNode?> Receive()
    {
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, default);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            content.Write(buffer, 0, part.Count);
            if (part.EndOfMessage) return JsonNode.Parse(content.ToArray());
        }
    }

    /// <summary>
    /// "DevTools listening on ws://..." is what it says when it is ready; the rest is read so that it never waits for us.
    /// </summary>
    static async Task<string> Address(StreamReader errors)
    {
        const string Said = "DevTools listening on ";
        while (await errors.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith(Said, StringComparison.Ordinal)) continue;
            _ = errors.ReadToEndAsync();
            return line[Said.Length..];
        }
        throw new InvalidOperationException("Chromium ended without listening");
    }

    public async Task DisposeAsync()
    {
        if (process is not null)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
        socket.Dispose();
        profile.Dispose();
    }
}

/// <summary>A fact that needs Chromium.</summary>
sealed class ChromiumFactAttribute : FactAttribute
{
    public static readonly string? Program = Tool.Find("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    public ChromiumFactAttribute()
    {
        if (Program is null) Skip = "Chromium is not installed (apt-get install chromium)";
    }
}

/// <summary>A theory that needs Chromium.</summary>
sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    public ChromiumTheoryAttribute()
    {
        if (ChromiumFactAttribute.Program is null) Skip = "Chromium is not installed (apt-get install chromium)";
    }
}

[CollectionDefinition(Name)]
public sealed class ChromiumCollection : ICollectionFixture<Chromium>, ICollectionFixture<Viewer.ViewerRuns>
{
    public const string Name = "Chromium";
}
