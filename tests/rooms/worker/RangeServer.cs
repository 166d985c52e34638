using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Vegetation.Tests.Worker;

/// <summary>A request for the bytes From to To, both included, of a file of Size bytes.</summary>
readonly record struct Asked(string Path, long From, long To, long Size)
{
    public bool IsHeader => From == 0;
    public bool IsLast => To == Size - 1;
}

/// <summary>A web server on this machine that serves bytes by range as S3 does, and misbehaves on demand.</summary>
sealed class RangeServer(WebApplication app) : IAsyncDisposable
{
    readonly ConcurrentDictionary<string, byte[]> files = new();
    readonly ConcurrentDictionary<string, ConcurrentQueue<Fault>> faults = new();
    readonly ConcurrentDictionary<string, Func<Asked, Fault>> rules = new();

    public ConcurrentBag<(string Path, long From, long To)> Requests { get; } = [];
    public string Url => app.Urls.First();

    /// <summary>The client's clock, which slow answers move on: then nobody waits.</summary>
    public FakeTimeProvider? Clock { get; init; }

    /// <summary>When it is set, answers with <see cref="Fault.Gated"/> come.</summary>
    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Where <see cref="Fault.Redirect"/> leads.</summary>
    public string RedirectTo { get; set; } = "http://169.254.169.254/latest/meta-data";

    /// <summary>The byte of the file in which <see cref="Fault.FlippedBit"/> flips a bit.</summary>
    public long FlipAt { get; set; }

    public static async Task<RangeServer> Start(FakeTimeProvider? clock = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new RangeServer(app) { Clock = clock };
        app.Run(server.Answer);
        await app.StartAsync();
        return server;
    }

    /// <summary>Serves the bytes; returns their address.</summary>
    public string Serve(string name, byte[] bytes)
    {
        files["/" + name] = bytes;
        return $"{Url}/{name}";
    }

    /// <summary>The next request for the file gets this fault; with <paramref name="skip"/> the one after so many good ones.</summary>
    public void Break(string name, Fault fault, int skip = 0)
    {
        var queue = faults.GetOrAdd("/" + name, _ => new());
        for (var i = 0; i < skip; i++) queue.Enqueue(Fault.None);
        queue.Enqueue(fault);
    }

    public void BreakAlways(string name, Fault fault) => BreakWhere(name, _ => fault);

    /// <summary>Each request for the file gets what the rule says.</summary>
    public void BreakWhere(string name, Func<Asked, Fault> rule) => rules["/" + name] = rule;

    /// <summary>The first request for the file that is such a one gets this fault.</summary>
    public void BreakOnce(string name, Fault fault, Func<Asked, bool> at)
    {
        var left = 1;
        BreakWhere(name, asked => at(asked) && Interlocked.Exchange(ref left, 0) == 1 ? fault : Fault.None);
    }

    public int Count(string name) => Requests.Count(r => r.Path == "/" + name);

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
    }

    async Task Answer(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var (from, to) = Range(context.Request.Headers.Range.ToString());
        Requests.Add((path, from, to));
        var bytes = files.GetValueOrDefault(path);
        var asked = new Asked(path, from, Math.Min(to, (bytes?.Length ?? 0) - 1), bytes?.Length ?? 0);
        var fault = bytes is null ? Fault.NotFound : FaultOf(asked);
        if (fault is Fault.NewTag) context.Response.Headers.ETag = $"not-quoted-{asked.From}";
        else if (fault is Fault.NewTime) context.Response.Headers.LastModified = DateTimeOffset.UnixEpoch.AddSeconds(asked.From)
            .ToString("R", CultureInfo.InvariantCulture);
        else if (fault is not Fault.NoTag) context.Response.Headers.ETag = fault == Fault.NewVersion ? "\"v2\"" : "\"v1\"";
        await new Misbehaviour(this, context, asked, bytes ?? []).Answer(fault);
    }

    Fault FaultOf(Asked asked) =>
        rules.TryGetValue(asked.Path, out var rule) && rule(asked) is var ruled and not Fault.None ? ruled
        : faults.TryGetValue(asked.Path, out var queue) && queue.TryDequeue(out var next) ? next
        : Fault.None;

    static (long From, long To) Range(string header)
    {
        var parts = header.Replace("bytes=", "").Split('-');
        return parts is [var from, var to] ? (long.Parse(from, CultureInfo.InvariantCulture), long.Parse(to, CultureInfo.InvariantCulture))
            : (0, long.MaxValue);
    }
}
