using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Vegetation.Local.Processes;

namespace Vegetation.Tests.Functions;

/// <summary>A catalog on loopback that answers each request as the test says, and remembers what it was asked.</summary>
sealed class ScriptedCatalog : IAsyncDisposable
{
    const string Collections = """{"collections":[{"id":"sentinel-2-l2a"},{"id":"sentinel-2-c1-l2a"}]}""";

    readonly LoopbackServer server;

    ScriptedCatalog(LoopbackServer server, ConcurrentQueue<string> asked) => (this.server, Asked) = (server, asked);

    /// <summary>The body of each request, or its path and query where it has none.</summary>
    public ConcurrentQueue<string> Asked { get; }

    public string Address => server.Address.ToString().TrimEnd('/');

    /// <param name="answer">From the number of the request (1, 2, ...), its body and the server's own address to status and body.</param>
    public static Task<ScriptedCatalog> Start(
        Func<int, string, string, (int Status, string Body)> answer, string collections = Collections) =>
        Start((number, body, context) =>
        {
            var (status, text) = answer(number, body, $"http://{context.Request.Host}");
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(text);
        }, collections);

    /// <param name="answer">Writes the response itself, given the number of the request and its body.</param>
    /// <param name="collections">What it says of its collections, a line each page; that is not counted as a request.</param>
    public static async Task<ScriptedCatalog> Start(Func<int, string, HttpContext, Task> answer, string collections = Collections)
    {
        var asked = new ConcurrentQueue<string>();
        var server = await LoopbackServer.Start(app => app.Run(async context =>
        {
            if (context.Request.Path == "/collections")
            {
                var pages = collections.Split('\n');
                var page = pages[Math.Min(pages.Length - 1, int.TryParse(context.Request.Query["page"], out var number) ? number : 0)];
                await context.Response.WriteAsync(page.Replace("ROOT", $"http://{context.Request.Host}", StringComparison.Ordinal));
                return;
            }
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            asked.Enqueue(body.Length > 0 ? body : context.Request.Path + context.Request.QueryString);
            await answer(asked.Count, body, context);
        }), 0, CancellationToken.None);
        return new ScriptedCatalog(server, asked);
    }

    /// <summary>An item in the shape of Earth Search v1, in the tile of its id.</summary>
    public static string Item(
        string id, string? tile = null, double cloud = 5, string sensed = "2023-12-05T10:00:31Z", double west = 16.3,
        string collection = "sentinel-2-l2a") => $$$"""
        {"type":"Feature","id":"{{{id}}}","collection":"{{{collection}}}","bbox":[{{{west}}},47.8,{{{west + 1.5}}},48.8],
         "properties":{"datetime":"{{{sensed}}}","eo:cloud_cover":{{{cloud}}},"s2:processing_baseline":"05.09","earthsearch:boa_offset_applied":true,"grid:code":"MGRS-{{{tile ?? id.Split('_').ElementAtOrDefault(1)}}}"},
         "assets":{"red":{"href":"https://example.org/B04.tif"},"nir":{"href":"https://example.org/B08.tif"},"scl":{"href":"https://example.org/SCL.tif"} } }
        """;

    public static string Page(IEnumerable<string> items, string? next = null) =>
        $$"""{"type":"FeatureCollection","features":[{{string.Join(",", items)}}],"links":[{{next}}]}""";

    public static string Next(string root, string token, string more = "") =>
        $$$"""{"rel":"next","href":"{{{root}}}/search","method":"POST","merge":false,"body":{"token":"{{{token}}}"{{{more}}}}}""";

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
