using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Vegetation.Tests.Worker;

/// <summary>How the server misbehaves; each fault is used up by one request, unless it is for always.</summary>
enum Fault { None, NotFound, Forbidden, Busy, Truncated, Html, WrongRange, NewVersion, Whole, Redirect, Hangs }

/// <summary>A web server on this machine that serves bytes by range as S3 does, and misbehaves on demand.</summary>
sealed class RangeServer : IAsyncDisposable
{
    readonly WebApplication app;
    readonly ConcurrentDictionary<string, byte[]> files = new();
    readonly ConcurrentDictionary<string, ConcurrentQueue<Fault>> faults = new();
    readonly ConcurrentDictionary<string, Fault> always = new();

    RangeServer(WebApplication app) => this.app = app;

    public ConcurrentBag<(string Path, long From, long To)> Requests { get; } = [];
    public string Url => app.Urls.First();

    public static async Task<RangeServer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new RangeServer(app);
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

    /// <summary>The next requests for data beyond the first part get these faults; with <paramref name="skip"/> after so many good ones.</summary>
    public void Break(string name, Fault fault, int skip = 0)
    {
        var queue = faults.GetOrAdd("/" + name, _ => new());
        for (var i = 0; i < skip; i++) queue.Enqueue(Fault.None);
        queue.Enqueue(fault);
    }

    public void BreakAlways(string name, Fault fault) => always["/" + name] = fault;

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
        var fault = always.TryGetValue(path, out var forEver) ? forEver
            : faults.TryGetValue(path, out var queue) && queue.TryDequeue(out var next) ? next : Fault.None;
        if (!files.TryGetValue(path, out var bytes) || fault == Fault.NotFound) { context.Response.StatusCode = 404; return; }
        to = Math.Min(to, bytes.Length - 1);
        context.Response.Headers.ETag = fault == Fault.NewVersion ? "\"v2\"" : "\"v1\"";
        await (fault switch
        {
            Fault.Forbidden => Status(context, 403),
            Fault.Busy => Status(context, 503),
            Fault.Redirect => Redirect(context),
            Fault.Hangs => Task.Delay(TimeSpan.FromMinutes(5), context.RequestAborted),
            Fault.Whole => Send(context, 200, bytes, null),
            Fault.Html => Send(context, 206, "<html>sorry</html>"u8.ToArray(), $"bytes {from}-{to}/{bytes.Length}"),
            Fault.WrongRange => Send(context, 206, bytes[(int)from..((int)to + 1)], $"bytes {from + 1}-{to + 1}/{bytes.Length}"),
            Fault.Truncated => Cut(context, bytes[(int)from..((int)to + 1)], $"bytes {from}-{to}/{bytes.Length}"),
            _ => Send(context, 206, bytes[(int)from..((int)to + 1)], $"bytes {from}-{to}/{bytes.Length}"),
        });
    }

    static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    static Task Redirect(HttpContext context)
    {
        context.Response.Headers.Location = "http://169.254.169.254/latest/meta-data";
        return Status(context, 302);
    }

    static async Task Send(HttpContext context, int status, byte[] body, string? range)
    {
        context.Response.StatusCode = status;
        if (range is not null) context.Response.Headers.ContentRange = range;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body);
    }

    static async Task Cut(HttpContext context, byte[] body, string range)
    {
        context.Response.StatusCode = 206;
        context.Response.Headers.ContentRange = range;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2));
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    static (long From, long To) Range(string header)
    {
        var parts = header.Replace("bytes=", "").Split('-');
        return parts is [var from, var to] ? (long.Parse(from, CultureInfo.InvariantCulture), long.Parse(to, CultureInfo.InvariantCulture)) : (0, long.MaxValue);
    }
}
