using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Vegetation.Local.Processes;

/// <summary>An HTTP server that only this machine reaches.</summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    readonly WebApplication app;

    LoopbackServer(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First());

    /// <param name="port">0 = any that is free.</param>
    /// <exception cref="IOException">the port is taken.</exception>
    public static async Task<LoopbackServer> Start(Action<WebApplication> map, int port, CancellationToken ct)
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
        map(app);
        await app.StartAsync(ct);
        return new LoopbackServer(app);
    }

    public async ValueTask DisposeAsync()
    {
        // Long polls and processing jobs never end by themselves.
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        try { await app.StopAsync(atOnce.Token); }
        catch (OperationCanceledException) { }
        await app.DisposeAsync();
    }

    /// <summary>Leaves Ctrl-C to the program; the default would take it.</summary>
    sealed class CallerLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken ct) => Task.CompletedTask;
        public Task StopAsync(CancellationToken ct) => Task.CompletedTask;
    }
}
