using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Vegetation.Tests.Products.Report;

/// <summary>Serves a folder over HTTP, as a bucket would.</summary>
sealed class ReportSite : IAsyncDisposable
{
    readonly WebApplication app;
    readonly ConcurrentQueue<string> asked = [];

    ReportSite(string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Use((context, next) => { asked.Enqueue(context.Request.Path.Value!); return next(context); });
        app.UseStaticFiles(
            new StaticFileOptions {
            FileProvider = new PhysicalFileProvider(folder), ServeUnknownFileTypes = true,
            ContentTypeProvider = new FileExtensionContentTypeProvider() });
    }

    public static async Task<ReportSite> Serve(string folder)
    {
        var site = new ReportSite(folder);
        await site.app.StartAsync();
        return site;
    }

    public Uri Address => new(app.Urls.Single());

    /// <summary>The paths that were asked for.</summary>
    public IReadOnlyCollection<string> Asked => asked;

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
