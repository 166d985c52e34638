using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Vegetation.Local.Processes;

namespace Vegetation.Local.View;

/// <summary>Serves a folder out/ to this machine, with byte ranges, which the viewer reads its files by.</summary>
internal static class RunSite
{
    static readonly FileExtensionContentTypeProvider Types = new(new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [".html"] = "text/html; charset=utf-8", [".json"] = "application/json", [".geojson"] = "application/geo+json",
        [".tif"] = "image/tiff", [".png"] = "image/png", [".svg"] = "image/svg+xml",
        [".csv"] = "text/csv; charset=utf-8", [".vrt"] = "application/xml",
    });

    /// <param name="port">0 = any that is free.</param>
    /// <param name="viewer">The path below the folder to which the root leads; null where it leads nowhere.</param>
    /// <exception cref="IOException">the port is in use.</exception>
    public static Task<LoopbackServer> Start(
        string outFolder, int port, CancellationToken cancellationToken, string? viewer = null) => LoopbackServer.Start(app => app
        .Use((context, next) => viewer is null || context.Request.Path != "/" ? next(context) : Redirect(context, $"/{viewer}"))
        .UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new ServedFiles(outFolder), ContentTypeProvider = Types, ServeUnknownFileTypes = true,
            OnPrepareResponse = NotKept,
        }), port, cancellationToken);

    static Task Redirect(HttpContext context, string path)
    {
        context.Response.Redirect(path); // for now: the newest run may be another one next time
        return Task.CompletedTask;
    }

    /// <summary>A run that is written again has the same names.</summary>
    static void NotKept(StaticFileResponseContext response) => response.Context.Response.Headers.CacheControl = "no-cache";
}
