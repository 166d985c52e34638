using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Vegetation.Local.Processes;

namespace Vegetation.Tests.Functions;

/// <summary>A STAC API on loopback that answers each search request as the test says, and remembers what it was asked.</summary>
sealed class ScriptedCatalog : IAsyncDisposable
{
    readonly LoopbackServer server;

    ScriptedCatalog(LoopbackServer server, ConcurrentQueue<string> asked) => (this.server, Asked) = (server, asked);

    public ConcurrentQueue<string> Asked { get; }

    public string Address => server.Address.ToString().TrimEnd('/');

    /// <param name="answer">From the number of the request (1, 2, ...), its body and the server's own address to status and body.</param>
    public static async Task<ScriptedCatalog> Start(Func<int, string, string, (int Status, string Body)> answer)
    {
        var asked = new ConcurrentQueue<string>();
        var server = await LoopbackServer.Start(app => app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            asked.Enqueue(body);
            var (status, text) = answer(asked.Count, body, $"http://{context.Request.Host}");
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(text);
        }), 0, CancellationToken.None);
        return new ScriptedCatalog(server, asked);
    }

    /// <summary>An item in the shape of Earth Search v1.</summary>
    public static string Item(string id, string tile = "33UXP", double cloud = 5, string sensed = "2023-12-05T10:00:31Z", double west = 16.3) => $$$"""
        {"type":"Feature","id":"{{{id}}}","collection":"sentinel-2-l2a","bbox":[{{{west}}},47.8,{{{west + 1.5}}},48.8],
         "properties":{"datetime":"{{{sensed}}}","eo:cloud_cover":{{{cloud}}},"s2:processing_baseline":"05.09","earthsearch:boa_offset_applied":true,"grid:code":"MGRS-{{{tile}}}"},
         "assets":{"red":{"href":"https://example.org/B04.tif"},"nir":{"href":"https://example.org/B08.tif"},"scl":{"href":"https://example.org/SCL.tif"} } }
        """;

    public static string Page(IEnumerable<string> items, string? next = null) =>
        $$"""{"type":"FeatureCollection","features":[{{string.Join(",", items)}}],"links":[{{next}}]}""";

    public static string Next(string root, string token) =>
        $$$"""{"rel":"next","href":"{{{root}}}/search","method":"POST","merge":false,"body":{"token":"{{{token}}}"}}""";

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
