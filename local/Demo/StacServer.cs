using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Vegetation.Core.Requests;
using Vegetation.Local.Processes;

namespace Vegetation.Local.Demo;

/// <summary>
/// A STAC API as Earth Search answers it, over the items of a folder, and their files in byte ranges with ETags.
/// </summary>
internal sealed class StacServer : IAsyncDisposable
{
    const string Description = "Generated scenes in the form of Sentinel-2 L2A, not satellite data";

    readonly string folder;
    readonly DemoFiles files;
    readonly Dictionary<string, JsonObject> items = [];
    LoopbackServer? server;

    StacServer(string folder) => (this.folder, files) = (folder, new(folder));

    public Uri Address => AddressAt(server!.Address);

    /// <summary>Where such a catalog is on a server: a name that says that its scenes are generated.</summary>
    public static Uri AddressAt(Uri server) => new(server, $"{CatalogName.Demonstration}/");

    /// <param name="port">0 = any that is free.</param>
    /// <exception cref="IOException">the port is taken.</exception>
    public static async Task<StacServer> Start(string folder, int port, CancellationToken cancellationToken)
    {
        var stac = new StacServer(folder);
        stac.server = await LoopbackServer.Start(stac.Map, port, cancellationToken);
        stac.LoadItems();
        return stac;
    }

    public ValueTask DisposeAsync() => server!.DisposeAsync();

    void LoadItems()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "items"), "*.json"))
        {
            var text = File.ReadAllText(file).Replace(DemoItem.Base, Address.ToString().TrimEnd('/'), StringComparison.Ordinal);
            var item = JsonNode.Parse(text)!.AsObject();
            items[(string)item["id"]!] = item;
        }
    }

    void Map(WebApplication server)
    {
        var app = server.MapGroup($"/{CatalogName.Demonstration}");
        app.MapGet("/", () => Json(new JsonObject
        {
            ["type"] = "Catalog", ["stac_version"] = "1.0.0", ["id"] = "demonstration",
            ["description"] = Description,
            ["links"] = new JsonArray(
                new JsonObject { ["rel"] = "self", ["type"] = "application/json", ["href"] = Address.ToString() },
                new JsonObject
                {
                    ["rel"] = "search", ["type"] = "application/geo+json", ["href"] = $"{Address}search", ["method"] = "POST",
                }),
        }));
        app.MapGet("/collections", () => Json(new JsonObject
        {
            ["collections"] = new JsonArray([.. DemoCollection.All.Select(Describe)]), ["links"] = new JsonArray(),
        }));
        app.MapPost("/search", async (HttpRequest request) =>
        {
            var body = (await JsonNode.ParseAsync(request.Body))!.AsObject();
            return Json(StacSearch.Page(items.Values, body, new Uri(Address, "search")), "application/geo+json");
        });
        app.MapGet("/collections/{collection}/items/{id}", (string collection, string id) =>
            items.TryGetValue(id, out var item) && (string?)item["collection"] == collection
                ? Json(item, "application/geo+json") : Results.NotFound());
        foreach (var bucket in DemoCollection.All.Select(collection => collection.Bucket))
            app.MapGet($"/{bucket}/{{**path}}", (string path) => FileOf($"{bucket}/{path}"));
    }

    static JsonNode Describe(DemoCollection collection) => new JsonObject
    {
        ["type"] = "Collection", ["stac_version"] = "1.0.0", ["id"] = collection.Name,
        ["description"] = Description, ["license"] = "other",
        ["extent"] = new JsonObject
        {
            ["spatial"] = new JsonObject { ["bbox"] = new JsonArray(new JsonArray(-180, -90, 180, 90)) },
            ["temporal"] = new JsonObject { ["interval"] = new JsonArray(new JsonArray(null, null)) },
        },
        ["links"] = new JsonArray(),
    };

    IResult FileOf(string path)
    {
        if (files.Find(path) is not { } file) return Results.NotFound();
        var tag = new EntityTagHeaderValue(FormattableString.Invariant($"\"{file.Length:x}-{file.LastWriteTimeUtc.Ticks:x}\""));
        return Results.File(file.FullName, "image/tiff", lastModified: file.LastWriteTimeUtc, entityTag: tag, enableRangeProcessing: true);
    }

    static IResult Json(JsonObject json, string type = "application/json") => Results.Text(json.ToJsonString(), type);
}
