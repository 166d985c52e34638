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
    /// <exception cref="IOException">the port is in use.</exception>
    public static Task<LoopbackServer> Start(string outFolder, int port, CancellationToken cancellationToken) =>
        LoopbackServer.Start(app => app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new ServedFiles(outFolder), ContentTypeProvider = Types, ServeUnknownFileTypes = true,
            OnPrepareResponse = NotKept,
        }), port, cancellationToken);

    /// <summary>A run that is written again has the same names.</summary>
    static void NotKept(StaticFileResponseContext response) => response.Context.Response.Headers.CacheControl = "no-cache";
}
