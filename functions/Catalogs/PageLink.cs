using System.Text.Json.Nodes;

namespace Vegetation.Functions.Catalogs;

/// <summary>What gets a page of a catalog: a request as it is sent. The one for a next page is the catalog's own, and opaque.</summary>
internal sealed record PageLink(string Href, string Method, JsonObject? Body);
