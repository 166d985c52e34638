using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Vegetation.Local.Processes;

/// <summary>
/// An HTTP server for this machine only, and not for pages in its browsers: these send an Origin, or the Host of a name that was made to
/// resolve to it.
/// </summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    const int PortWhereNoneIsNamed = 80; // browsers leave it out

    readonly WebApplication app;
    readonly string root;

    LoopbackServer(WebApplication app, string root) => (this.app, this.root) = (app, root);

    /// <summary>Ends with a slash; includes the secret if the server has one.</summary>
    public Uri Address => new(new Uri(app.Urls.First()), $"{root}/");

    /// <param name="port">0 = any that is free.</param>
    /// <param name="secret">Whether paths begin with an unguessable word, which keeps out other users of this machine too.</param>
    /// <exception cref="IOException">the port is taken.</exception>
    public static async Task<LoopbackServer> Start(
        Action<WebApplication> map, int port, CancellationToken cancellationToken, bool secret = false)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, CallerLifetime>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        var app = builder.Build();
        var root = secret ? "/" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)) : "";
        app.Use((context, next) => Admit(context, root, next));
        app.UseRouting(); // after the secret is taken off the path
        map(app);
        await app.StartAsync(cancellationToken);
        return new LoopbackServer(app, root);
    }

    public async ValueTask DisposeAsync()
    {
        // Long polls and processing jobs never end by themselves.
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        try { await app.StopAsync(atOnce.Token); }
        catch (OperationCanceledException) { }
        await app.DisposeAsync();
    }

    static Task Admit(HttpContext context, string root, RequestDelegate next)
    {
        var request = context.Request;
        if (IsOurs(request, context.Connection.LocalPort) && request.Path.StartsWithSegments(root, StringComparison.Ordinal, out var rest))
        {
            request.Path = rest;
            return next(context);
        }
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    internal static bool IsOurs(HttpRequest request, int port) => (request.Host.Port ?? PortWhereNoneIsNamed) == port
        && request.Host.Host is "127.0.0.1" or "localhost" && !request.Headers.ContainsKey("Origin");

    /// <summary>Leaves Ctrl-C to the program; the default would handle it.</summary>
    sealed class CallerLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
