using System.Text.Json.Nodes;
using Vegetation.Core;
using Vegetation.Core.Work;

namespace Vegetation.Products.Stac;

/// <summary>STAC documents as they stand at a public address: with a link to themselves, all others absolute.</summary>
public static class PublishedDocument
{
    /// <param name="key">The document's place in the bucket, to which its links are relative.</param>
    /// <returns>The same document; unchanged where there is no such address.</returns>
    public static JsonObject At(this JsonObject document, string key, PublicAddress? address)
    {
        if (address is null) return document;
        var links = document["links"]!.AsArray();
        var assets = document["assets"]?.AsObject().Select(asset => asset.Value) ?? [];
        foreach (var linked in links.Concat(assets).OfType<JsonObject>())
            linked["href"] = address.Of(key, (string)linked["href"]!);
        var type = (string?)document["type"] == "Feature" ? MediaTypes.GeoJson : "application/json";
        links.Insert(0, StacFields.Link("self", address.Of(key), type));
        return document;
    }
}
